import type { Known } from "../../model/github/known.js";
import { PAGE } from "./client.js";
import type { Client } from "./client.js";
import { hasStatus } from "./failed-call.js";
import { known, mapKnown } from "./known.js";

/** Labels that begin so are ours; all others belong to people. */
const OURS = "warehog:";

/** Exactly these of ours stand afterwards. */
export async function setLabels(client: Client, number: number, labels: readonly string[]): Promise<Known<null>> {
  const thread = { ...client.repo, issue_number: number };
  const standing = await client.ask(({ paginate }) =>
    paginate("GET /repos/{owner}/{repo}/issues/{issue_number}/labels", { ...thread, per_page: PAGE }),
  );
  if (!standing.known) return standing;
  const names = standing.value.map(({ name }) => name);
  for (const name of names.filter((one) => one.startsWith(OURS) && !labels.includes(one))) {
    const removed = await client.ask(async ({ request }) => {
      try {
        await request("DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}", { ...thread, name });
      } catch (error) {
        if (!hasStatus(error, 404)) throw error; // somebody was faster
      }
    });
    if (!removed.known) return removed;
  }
  const missing = labels.filter((label) => !names.includes(label));
  if (missing.length === 0) return known(null);
  const added = await client.ask<unknown>(({ request }) =>
    request("POST /repos/{owner}/{repo}/issues/{issue_number}/labels", { ...thread, labels: missing }),
  );
  return mapKnown(added, () => null);
}
