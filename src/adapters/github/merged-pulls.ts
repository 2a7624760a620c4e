import type { MergedPull } from "../../model/github/contribution.js";
import type { Known } from "../../model/github/known.js";
import { PAGE } from "./client.js";
import type { Client } from "./client.js";

/** GitHub may know of a merge only so long after it. */
const SETTLED_MS = 60_000;
const ASK_AGAIN_MS = 5000;

/**
 * Asks which merged pull requests brought a commit. What is asked about was there before the first question, so a minute after it
 * GitHub knows all there is: a walk over many commits that came without any waits once.
 */
export function mergedPullsReader(client: Client): (commit: string) => Promise<Known<readonly MergedPull[]>> {
  const { clock } = client;
  let settledAt: number | undefined;
  return async (commit) => {
    settledAt ??= clock.now() + SETTLED_MS;
    for (;;) {
      const pulls = await mergedPullsNow(client, commit);
      const left = settledAt - clock.now();
      if (!pulls.known || pulls.value.length > 0 || left <= 0) return pulls;
      const end = clock.now() + Math.min(ASK_AGAIN_MS, left);
      await clock.sleep(end - clock.now());
      if (clock.now() < end) return pulls; // a stop was asked for
    }
  };
}

/** What GitHub knows of so far. */
export const mergedPullsNow = (client: Client, commit: string): Promise<Known<readonly MergedPull[]>> =>
  client.ask(async ({ paginate }) => {
    const asked = { ...client.repo, commit_sha: commit, per_page: PAGE };
    const pulls = await paginate("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", asked);
    return pulls
      .filter(({ merged_at }) => merged_at !== null)
      .map(({ number, base, merge_commit_sha }) => ({ number, base: base.ref, merge_commit: merge_commit_sha }));
  });
