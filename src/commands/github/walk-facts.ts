import type { Arrival, BranchCommit } from "../../model/github/contribution.js";
import type { Known } from "../../model/github/known.js";
import { declaredAt } from "./declared-at.js";
import type { ReadAt } from "./declared-at.js";
import { lineBetween } from "./line.js";
import type { World } from "./world.js";

/** What commits declare, each read once. */
export type Declarations = (commit: string) => Promise<ReadAt>;

export function declarations({ git, inputs }: Pick<World, "git" | "inputs">): Declarations {
  const read = new Map<string, Promise<ReadAt>>();
  return (commit) => {
    const known = read.get(commit) ?? declaredAt(git, commit, inputs.config);
    read.set(commit, known);
    return known;
  };
}

/** The commits between two of a branch, oldest first, with how each came. None where nothing of ours changed. */
export async function walkFacts(
  world: World,
  { branch, from, to }: { readonly branch: string; readonly from: string; readonly to: string },
): Promise<readonly BranchCommit[]> {
  const { github } = world;
  const line = (await lineBetween(world, from, to)) ?? [];
  if (!line.some(({ managed }) => managed)) return [];
  const arrivals = await github.arrivals(branch, from);
  const shas = line.map(({ sha }) => sha);
  const reached = arrivedWith(arrivals, shas);
  const walked: BranchCommit[] = [];
  for (const { sha, parent, managed, guarding } of line) {
    walked.push({
      sha,
      parent,
      managed,
      arrival: reached(sha),
      // Most commits touch nothing of ours, and a call for each of them would use up the hour's requests. The first commit of a
      // rebase may change the workflows, and only the next one a table.
      pulls: managed || guarding ? await github.mergedPulls(sha) : { known: true, value: [] },
    });
  }
  return walked;
}

/** The move of the branch that brought a commit: the first whose end is the commit or comes after it. */
function arrivedWith(
  arrivals: Known<readonly Arrival[]>,
  commits: readonly string[],
): (sha: string) => BranchCommit["arrival"] {
  if (!arrivals.known) return () => arrivals;
  const places = new Map(commits.map((sha, index) => [sha, index]));
  const ends = arrivals.value
    .flatMap((arrival) => {
      const end = places.get(arrival.after);
      return end === undefined ? [] : [{ arrival, end, begin: places.get(arrival.before) ?? -1 }];
    })
    .toSorted((a, b) => a.end - b.end);
  return (sha) => {
    const place = places.get(sha) ?? -1;
    const found = ends.find(({ begin, end }) => begin < place && place <= end);
    return { known: true, value: found?.arrival ?? null };
  };
}
