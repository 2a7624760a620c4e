import type { TransparentMerge } from "../../model/github/pull-request.js";
import { commitName } from "./commit-name.js";
import { parents } from "./history.js";
import type { ReadObject } from "./objects.js";
import { output } from "./program.js";
import type { GitProgram, RunGit } from "./program.js";

/** Nobody presses "Update branch" so often that more would matter, and each one costs a merge. */
const MOST = 20;

/**
 * Merges of the base into the head branch that change nothing by themselves, from the head backwards.
 *
 * A squashed or rebased pull request leaves its own commits out of the branch, so they are fetched where they are missing;
 * where that fails no merge is proved.
 *
 * @param line  first-parent commits of the base: only what stood there is the base, not what a pull request once brought
 */
export async function transparentMerges(
  { run, runKnown }: Pick<GitProgram, "run" | "runKnown">,
  read: ReadObject,
  line: ReadonlySet<string>,
  { number, head }: { readonly number: number; readonly head: string },
): Promise<readonly TransparentMerge[]> {
  const found: TransparentMerge[] = [];
  if (!(await isThere(read, head))) {
    // A checkout that keeps no credentials could fetch nothing from a private repository.
    await runKnown(["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "origin", `refs/pull/${number}/head`]);
    if (!(await isThere(read, head))) return found;
  }
  for (let commit = head; found.length < MOST;) {
    const [first, second, ...more] = await parents(read, commit);
    if (first === undefined || second === undefined || more.length > 0 || !line.has(second)) break;
    if (!(await isMechanical(run, commit, first, second))) break;
    found.push({ commit, first_parent: first });
    commit = first;
  }
  return found;
}

const isThere = async (read: ReadObject, commit: string): Promise<boolean> =>
  (await read(commitName(commit)))?.type === "commit";

/** The merge holds what git makes of its parents without anybody's help. */
async function isMechanical(git: RunGit, commit: string, first: string, second: string): Promise<boolean> {
  const merged = await git(["merge-tree", "--write-tree", "--no-messages", first, second]);
  if (merged.code !== 0) return false;
  const tree = await output(git, ["rev-parse", "--verify", "--quiet", `${commitName(commit)}^{tree}`]);
  return merged.stdout.toString().trim() === tree.trim();
}
