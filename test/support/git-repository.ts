import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A real repository. Ids follow from the content alone: the names are fixed, and every commit is a second later. */
export interface GitRepository {
  readonly folder: string;
  git(...args: readonly string[]): string;
  /** writes (null: removes) files on a branch and commits them; a new branch begins at main */
  commit(branch: string, files: Readonly<Record<string, string | null>>, message?: string): string;
  /** a merge of two commits on no branch, as GitHub tries it for a pull request */
  testMerge(base: string, head: string): string;
  tip(branch: string): string;
  /** moves main by merging a commit in one of GitHub's ways; @returns the new tip */
  merge(head: string, how: "merge" | "squash"): string;
  /** a checkout of its own at a commit: with full history, or cloned with options, e.g. --depth=1 */
  checkout(commit: string, ...options: readonly string[]): string;
}

const PERSON = {
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
};
const FIRST = Date.parse("2026-11-20T12:00:00Z") / 1000;

export function gitRepository(): GitRepository {
  const root = mkdtempSync(join(tmpdir(), "warehog-git-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, "origin");
  mkdirSync(folder);
  let seconds = FIRST;
  let checkouts = 0;
  const git = (...args: readonly string[]): string => {
    const date = `@${seconds} +0000`;
    return execFileSync("git", args, {
      cwd: folder,
      encoding: "utf8",
      env: {
        ...PERSON,
        PATH: process.env["PATH"] ?? "",
        HOME: root,
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
      },
    }).trim();
  };
  git("init", "--quiet", "--initial-branch=main");
  const tip = (branch: string): string => git("rev-parse", "--verify", `${branch}^{commit}`);
  const commitTree = (tree: string, message: string, ...parents: readonly string[]): string => {
    seconds += 1;
    return git("commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent]), "-m", message);
  };
  const mergedTree = (base: string, head: string): string =>
    git("merge-tree", "--write-tree", base, head).split("\n")[0] ?? "";
  return {
    folder,
    git,
    tip,
    commit(branch, files, message = "change") {
      const isThere = git("branch", "--list", branch) !== "";
      if (git("branch", "--show-current") !== branch)
        git("checkout", "--quiet", ...(isThere ? [branch] : ["-b", branch, "main"]));
      for (const [path, text] of Object.entries(files)) {
        const full = join(folder, path);
        if (text === null) rmSync(full);
        else {
          mkdirSync(dirname(full), { recursive: true });
          writeFileSync(full, text);
        }
      }
      seconds += 1;
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "--message", message);
      return tip("HEAD");
    },
    testMerge: (base, head) => commitTree(mergedTree(base, head), `Merge ${head} into ${base}`, base, head),
    merge(head, how) {
      const base = tip("main");
      const made =
        how === "merge"
          ? commitTree(mergedTree(base, head), "Merge pull request", base, head)
          : commitTree(mergedTree(base, head), "Squashed pull request", base);
      git("checkout", "--quiet", "main");
      git("reset", "--quiet", "--hard", made);
      return made;
    },
    checkout(commit, ...options) {
      const place = join(root, `checkout-${(checkouts += 1)}`);
      if (options.length === 0) git("worktree", "add", "--quiet", "--no-checkout", "--detach", place, commit);
      else {
        git("branch", "--force", "checked-out", commit);
        git("clone", "--quiet", ...options, "--no-checkout", `file://${folder}`, place);
        git("-C", place, "checkout", "--quiet", "--detach", commit);
      }
      return place;
    },
  };
}
