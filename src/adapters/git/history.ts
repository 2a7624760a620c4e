import { commitName } from "./commit-name.js";
import type { ReadObject } from "./objects.js";
import { fields, GitError, lines, output } from "./program.js";
import type { RunGit } from "./program.js";

const PARENT = "parent ";
const AS_PATHS = ["-r", "-z", "--name-only", "--no-renames", "--no-ext-diff", "--ignore-submodules=none"];

export const isShallow = async (git: RunGit): Promise<boolean> =>
  (await output(git, ["rev-parse", "--is-shallow-repository"])).trim() !== "false";

export const head = async (git: RunGit): Promise<string> =>
  (await output(git, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])).trim();

/** The commit that a name means to git; undefined: none, or there is no repository. */
export async function commitOf(git: RunGit, name: string): Promise<string | undefined> {
  const { code, stdout } = await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  return code === 0 ? stdout.toString().trim() : undefined;
}

/** Where the folder stands below the repository's root, with a slash at its end; undefined: there is no repository, or no git. */
export async function prefix(git: RunGit): Promise<string | undefined> {
  const { code, stdout } = await git(["rev-parse", "--show-prefix"]);
  return code === 0 ? stdout.toString().replace(/\n$/, "") : undefined;
}

/** Whether git leaves a path alone; undefined: there is no repository, or no git. */
export async function isIgnored(git: RunGit, path: string): Promise<boolean | undefined> {
  const { code } = await git(["check-ignore", "--quiet", "--", path]);
  return code === 0 || code === 1 ? code === 0 : undefined;
}

/**
 * In their order.
 *
 * @throws GitError if the checkout lacks the commit
 */
export async function parents(read: ReadObject, commit: string): Promise<readonly string[]> {
  const found = await read(commitName(commit));
  if (found?.type !== "commit") throw new GitError("the checkout lacks a commit, or is none");
  const [header = ""] = found.content.toString("latin1").split("\n\n", 1);
  return lines(header).flatMap((line) => (line.startsWith(PARENT) ? [line.slice(PARENT.length)] : []));
}

/**
 * First-parent commits after `from`, up to and with `to`, oldest first.
 *
 * @returns undefined: `from` is no first-parent ancestor of `to`, or is not there at all
 */
export async function firstParents(git: RunGit, from: string, to: string): Promise<readonly string[] | undefined> {
  if (from === to) return [];
  const range = ["--first-parent", "--parents", "--reverse", commitName(to), `^${commitName(from)}`, "--"];
  const { code, stdout } = await git(["rev-list", ...range]);
  const walked = lines(stdout.toString()).map((line) => line.split(" "));
  // The range leaves out whatever `from` can reach: only where its oldest commit stands on `from` nothing was left out.
  return code === 0 && walked[0]?.[1] === from ? walked.flatMap(([sha = ""]) => sha) : undefined;
}

/** A commit of a line of first parents, and the paths that it changes against the one before it. */
export interface Changed {
  readonly sha: string;
  readonly parent: string;
  readonly paths: readonly string[];
}

/** What each of these first-parent commits changes, `from` being the parent of the first: of thousands by one process. */
export async function changes(git: RunGit, from: string, commits: readonly string[]): Promise<readonly Changed[]> {
  const line = commits.map((sha, index) => ({ sha, parent: commits[index - 1] ?? from }));
  const asked = line.map(({ sha, parent }) => `${commitName(sha)} ${commitName(parent)}\n`).join("");
  const told = fields(await output(git, ["diff-tree", "--stdin", "--always", ...AS_PATHS], asked));
  const found: Changed[] = [];
  let place = 0;
  for (const [index, commit] of line.entries()) {
    // No path can be the name of a commit that comes after it.
    const next = line[index + 1]?.sha;
    const end = next === undefined ? told.length : told.indexOf(next, place);
    if (told[place] !== commit.sha || end < 0) throw new GitError("the checkout lacks a commit");
    found.push({ ...commit, paths: told.slice(place + 1, end) });
    place = end;
  }
  return found;
}

/** All first-parent commits of the checkout: what the branch was, one after the other. */
export const firstParentLine = async (git: RunGit): Promise<ReadonlySet<string>> =>
  new Set(lines(await output(git, ["rev-list", "--first-parent", "HEAD", "--"])));

/** Where two commits part; undefined: nowhere, or one of them is not in the checkout. */
export async function mergeBase(git: RunGit, a: string, b: string): Promise<string | undefined> {
  const { code, stdout } = await git(["merge-base", commitName(a), commitName(b)]);
  return code === 0 ? stdout.toString().trim() : undefined;
}

/** The oldest first-parent commit up to and with one that changes a path; undefined: none does. */
export const firstTouching = async (git: RunGit, commit: string, path: string): Promise<string | undefined> =>
  lines(await output(git, ["rev-list", "--first-parent", commitName(commit), "--", path])).at(-1);

/**
 * First-parent commits up to and with one that change one of these paths, newest first.
 *
 * @param most  of them; undefined: all
 */
export async function touching(
  git: RunGit,
  commit: string,
  paths: readonly string[],
  most?: number,
): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const count = most === undefined ? [] : [`--max-count=${most}`];
  return lines(await output(git, ["rev-list", "--first-parent", ...count, commitName(commit), "--", ...paths]));
}
