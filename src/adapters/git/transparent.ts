import type { TransparentMerge } from "../../model/github/pull-request.js";
import { commitName } from "./commit-name.js";
import { parents } from "./history.js";
import { output } from "./program.js";
import type { RunGit } from "./program.js";

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
  git: RunGit,
  line: ReadonlySet<string>,
  { number, head }: { readonly number: number; readonly head: string },
): Promise<readonly TransparentMerge[]> {
  const found: TransparentMerge[] = [];
  if (!(await isThere(git, head)) && !(await fetched(git, number, head))) return found;
  for (let commit = head; found.length < MOST;) {
    const [first, second, ...more] = await parents(git, commit);
    if (first === undefined || second === undefined || more.length > 0 || !line.has(second)) break;
    if (!(await isMechanical(git, commit, first, second))) break;
    found.push({ commit, first_parent: first });
    commit = first;
  }
  return found;
}

const isThere = async (git: RunGit, commit: string): Promise<boolean> =>
  (await git(["cat-file", "-e", `${commitName(commit)}^{commit}`])).code === 0;

async function fetched(git: RunGit, number: number, head: string): Promise<boolean> {
  await git(["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "origin", `refs/pull/${number}/head`]);
  return isThere(git, head);
}

/** The merge holds what git makes of its parents without anybody's help. */
async function isMechanical(git: RunGit, commit: string, first: string, second: string): Promise<boolean> {
  const merged = await git(["merge-tree", "--write-tree", "--no-messages", first, second]);
  if (merged.code !== 0) return false;
  const tree = await output(git, ["rev-parse", "--verify", "--quiet", `${commitName(commit)}^{tree}`]);
  return merged.stdout.toString().trim() === tree.trim();
}
