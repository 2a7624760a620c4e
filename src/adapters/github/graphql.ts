import type { Known } from "../../model/github/known.js";
import { isRecord } from "../../model/is-record.js";
import type { Client } from "./client.js";

const CALL = "POST /graphql";

/** The member at a path of what GraphQL answered; undefined where there is none. */
export const memberOf = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);

/** Asks about one pull request. */
export async function askPull(client: Client, query: string, number: number): Promise<Known<unknown>> {
  const answer = await askRepository(client, query, { number });
  if (!answer.known) return answer;
  const pull = memberOf(answer.value, "pullRequest");
  return isRecord(pull) ? { known: true, value: pull } : { known: false, why: "unavailable", call: CALL };
}

/** Asks about the repository. GraphQL answers 200 to what it refuses, beside an answer that is empty. */
export async function askRepository(
  client: Client,
  query: string,
  more: Readonly<Record<string, unknown>>,
): Promise<Known<unknown>> {
  const { owner, repo: name } = client.repo;
  const answer = await client.ask<unknown>(async ({ request }) => {
    const { data } = await request({
      method: "POST",
      url: client.graphqlUrl,
      query,
      variables: { owner, name, ...more },
    });
    return data;
  });
  if (!answer.known) return answer;
  const errors = memberOf(answer.value, "errors");
  const repository = memberOf(answer.value, "data", "repository");
  if (errors === undefined && isRecord(repository)) return { known: true, value: repository };
  const isForbidden =
    Array.isArray(errors) && errors.some((error) => FORBIDDEN.includes(String(memberOf(error, "type"))));
  return { known: false, why: isForbidden ? "forbidden" : "unavailable", call: CALL };
}

const FORBIDDEN: readonly string[] = ["FORBIDDEN", "INSUFFICIENT_SCOPES", "NOT_FOUND"];
