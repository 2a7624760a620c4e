import type { Known } from "../../model/github/known.js";
import { PAGE } from "./client.js";
import type { Client } from "./client.js";
import { askRepository, memberOf } from "./graphql.js";
import { incomplete, known } from "./known.js";

/** A pull request in the merge queue, and the commit that the queue made of it. */
export interface QueueEntry {
  readonly pull: number;
  readonly commit: string;
}

const QUERY = `query ($owner: String!, $name: String!, $branch: String!) {
  repository(owner: $owner, name: $name) {
    mergeQueue(branch: $branch) {
      entries(first: ${PAGE}) {
        pageInfo { hasNextPage }
        nodes { headCommit { oid } pullRequest { number } }
      }
    }
  }
}`;

/** What waits in the queue of a branch. Neither the event nor REST names the pull requests of a group. */
export async function readMergeQueue(client: Client, branch: string): Promise<Known<readonly QueueEntry[]>> {
  const answer = await askRepository(client, QUERY, { branch });
  if (!answer.known) return answer;
  const entries = memberOf(answer.value, "mergeQueue", "entries");
  const nodes = memberOf(entries, "nodes");
  if (!Array.isArray(nodes) || memberOf(entries, "pageInfo", "hasNextPage") !== false)
    return incomplete("POST /graphql");
  return known(
    nodes.flatMap((node: unknown) => {
      const [pull, commit] = [memberOf(node, "pullRequest", "number"), memberOf(node, "headCommit", "oid")];
      return typeof pull === "number" && typeof commit === "string" ? [{ pull, commit }] : [];
    }),
  );
}
