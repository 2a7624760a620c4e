import type { Known } from "../../model/github/known.js";
import { isRecord } from "../../model/is-record.js";
import type { Client } from "./client.js";

const CALL = "POST /graphql";

/** The member at a path of what GraphQL answered; undefined where there is none. */
export const memberOf = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);

/** Asks about one pull request. GraphQL answers 200 to what it refuses, beside an answer that is empty. */
export async function askPull(client: Client, query: string, number: number): Promise<Known<unknown>> {
  const { owner, repo: name } = client.repo;
  const answer = await client.ask<unknown>(async ({ request }) => {
    const { data } = await request({
      method: "POST",
      url: client.graphqlUrl,
      query,
      variables: { owner, name, number },
    });
    return data;
  });
  if (!answer.known) return answer;
  const errors = memberOf(answer.value, "errors");
  const pull = memberOf(answer.value, "data", "repository", "pullRequest");
  if (errors === undefined && isRecord(pull)) return { known: true, value: pull };
  const isForbidden =
    Array.isArray(errors) && errors.some((error) => FORBIDDEN.includes(String(memberOf(error, "type"))));
  return { known: false, why: isForbidden ? "forbidden" : "unavailable", call: CALL };
}

const FORBIDDEN: readonly string[] = ["FORBIDDEN", "INSUFFICIENT_SCOPES", "NOT_FOUND"];
