import type { Arrival } from "../../model/github/contribution.js";
import type { Known } from "../../model/github/known.js";
import type { Push } from "../../model/github/pull-request.js";
import { accountOf } from "./account.js";
import { PAGE } from "./client.js";
import type { Client } from "./client.js";
import { incomplete, mapKnown } from "./known.js";
import type { Run } from "./runs.js";

/** Ten thousand moves: nothing that is still walked lies further back. */
const MOST_PAGES = 100;

/**
 * Moves of a branch, newest first, back to the one that ended at `until`, or all there are.
 *
 * @param branch  name without refs/heads/
 */
export async function arrivals(client: Client, branch: string, until?: string): Promise<Known<readonly Arrival[]>> {
  const read = await readMoves(client, branch, until);
  return read.known ? { known: true, value: read.value.found } : read;
}

export const tipOf = (client: Client, branch: string): Promise<Known<string>> =>
  client.ask(async ({ request }) => {
    const asked = { ...client.repo, branch };
    return (await request("GET /repos/{owner}/{repo}/branches/{branch}", asked)).data.commit.sha;
  });

/**
 * Whether a branch was ever moved to a commit, be it rewritten since; each is asked about once. Git cannot tell: the commits of a
 * rebased pull request stand on the branch, and all but the last never were its tip.
 */
export function tipsOf(client: Client, branch: string): (commit: string) => Promise<Known<boolean>> {
  const asked = new Map<string, Promise<Known<boolean>>>();
  const ask = async (commit: string): Promise<Known<boolean>> => {
    const read = await readMoves(client, branch, commit);
    if (!read.known || read.value.isReached) return mapKnown(read, ({ isReached }) => isReached);
    // The newest move may be listed a moment after it was made.
    return mapKnown(await tipOf(client, branch), (tip) => tip === commit);
  };
  return (commit) => {
    const answer = asked.get(commit) ?? ask(commit);
    asked.set(commit, answer);
    return answer;
  };
}

interface Moves {
  readonly found: readonly Arrival[];
  /** the one that ended at `until` is there, and is not among those found */
  readonly isReached: boolean;
}

async function readMoves(client: Client, branch: string, until: string | undefined): Promise<Known<Moves>> {
  const read = await client.ask(async ({ paginate }): Promise<Moves | undefined> => {
    const found: Arrival[] = [];
    const asked = { ...client.repo, ref: `refs/heads/${branch}`, per_page: PAGE };
    let pages = 0;
    for await (const { data } of paginate.iterator("GET /repos/{owner}/{repo}/activity", asked)) {
      for (const { activity_type: kind, actor, timestamp, before, after } of data) {
        if (after === until) return { found, isReached: true };
        // Where a branch ends nothing arrives; what comes afterwards is a creation.
        if (kind !== "branch_deletion")
          found.push({ kind, actor: accountOf(actor), at: Date.parse(timestamp), before, after });
      }
      if (++pages === MOST_PAGES) return undefined;
    }
    return { found, isReached: false };
  });
  if (!read.known) return read;
  return read.value === undefined
    ? incomplete(`GET /repos/${client.repo.owner}/${client.repo.repo}/activity`)
    : { known: true, value: read.value };
}

const PUSHED: readonly string[] = ["push", "pull_request"];

/**
 * Everybody who moved a head branch, oldest first. The actor of a head's first run made that head; later runs of it may be of
 * somebody who only reopened the pull request, and the activity knows better wherever it has the head at all.
 */
export function pushesOf(moves: readonly Arrival[], runs: readonly Run[], repositoryId: number): readonly Push[] {
  const shown = new Set(moves.map(({ after }) => after));
  const gaps = new Map<string, Push>();
  for (const { actor, created_at: at, facts } of runs.toSorted((a, b) => a.created_at - b.created_at)) {
    const { head_sha: after, head_repository_id, event } = facts;
    if (head_repository_id === repositoryId && PUSHED.includes(event) && !shown.has(after) && !gaps.has(after))
      gaps.set(after, { actor, at, after });
  }
  const moved = moves.map(({ actor, at, after }) => ({ actor, at, after }));
  return [...moved.toReversed(), ...gaps.values()].toSorted((a, b) => a.at - b.at);
}
