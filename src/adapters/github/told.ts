import type { Known } from "../../model/github/known.js";
import type { Owners } from "../../model/github/pull-request.js";
import { PAGE } from "./client.js";
import type { Client } from "./client.js";
import { askPull, memberOf } from "./graphql.js";
import { incomplete, known, mapKnown } from "./known.js";

/** The automatic change: the base branch of a stacked pull request was deleted, and GitHub chose another. */
const QUERY = `query ($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      reviewDecision
      timelineItems(first: ${PAGE}, itemTypes: [BASE_REF_CHANGED_EVENT, AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT]) {
        pageInfo { hasNextPage }
        nodes {
          ... on BaseRefChangedEvent { createdAt }
          ... on AutomaticBaseChangeSucceededEvent { createdAt }
        }
      }
    }
  }
}`;

const DECISIONS = ["APPROVED", "CHANGES_REQUESTED", "REVIEW_REQUIRED"] as const;

/** What only GraphQL tells of a pull request. */
export interface Told {
  readonly decision: Known<Owners["decision"]>;
  /** when its base branch was changed, Unix ms */
  readonly rebased_onto: Known<readonly number[]>;
}

export async function readTold(client: Client, pull: number): Promise<Told> {
  const answer = await askPull(client, QUERY, pull);
  if (!answer.known) return { decision: answer, rebased_onto: answer };
  const decision = memberOf(answer.value, "reviewDecision");
  return {
    decision: known(DECISIONS.find((one) => one === decision) ?? null),
    rebased_onto: changesIn(memberOf(answer.value, "timelineItems")),
  };
}

function changesIn(items: unknown): Known<readonly number[]> {
  const nodes = memberOf(items, "nodes");
  const times = Array.isArray(nodes) ? nodes.map((node) => Date.parse(String(memberOf(node, "createdAt")))) : undefined;
  const isWhole = memberOf(items, "pageInfo", "hasNextPage") === false;
  return times !== undefined && isWhole && !times.some(Number.isNaN) ? known(times) : incomplete("POST /graphql");
}

/** Whether the rules of a branch ask for owners. Classic protection is not told to a job's token; the decision shows its effect. */
export const readOwnersRule = async (client: Client, branch: string): Promise<Known<boolean>> =>
  mapKnown(
    await client.ask(({ paginate }) =>
      paginate("GET /repos/{owner}/{repo}/rules/branches/{branch}", { ...client.repo, branch, per_page: PAGE }),
    ),
    (rules) =>
      rules.some((rule) => {
        if (rule.type !== "pull_request") return false;
        const required = memberOf(rule.parameters, "required_reviewers");
        return rule.parameters?.require_code_owner_review === true || (Array.isArray(required) && required.length > 0);
      }),
  );
