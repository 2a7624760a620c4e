import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/**
 * A real repository, written without a look at its working tree: a commit is one process, and processes are most of what a test
 * takes. Ids follow from the content alone: the names are fixed, and every commit is a second later.
 */
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
  const environment = (): Readonly<Record<string, string>> => ({
    ...PERSON,
    PATH: process.env["PATH"] ?? "",
    HOME: root,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_DATE: `@${seconds} +0000`,
    GIT_COMMITTER_DATE: `@${seconds} +0000`,
  });
  const git = (...args: readonly string[]): string =>
    execFileSync("git", args, { cwd: folder, encoding: "utf8", env: environment() }).trim();
  git("init", "--quiet", "--initial-branch=main");
  const refFile = (ref: string): string => join(folder, ".git", ref);
  const tip = (branch: string): string => readFileSync(refFile(`refs/heads/${branch}`), "utf8").trim();
  const fastImport = (input: string): void =>
    void execFileSync("git", ["fast-import", "--quiet", "--force"], { cwd: folder, env: environment(), input });
  const commitTree = (tree: string, message: string, ...on: readonly string[]): string => {
    seconds += 1;
    const made = git("commit-tree", tree, ...on.flatMap((parent) => ["-p", parent]), "-m", message);
    parents.set(made, on);
    return made;
  };
  /** what each commit made here stands on */
  const parents = new Map<string, readonly string[]>();
  const standsOn = (commit: string, base: string): boolean =>
    commit === base || (parents.get(commit) ?? []).some((parent) => standsOn(parent, base));
  const mergedTree = (base: string, head: string): string =>
    standsOn(head, base) ? `${head}^{tree}` : (git("merge-tree", "--write-tree", base, head).split("\n")[0] ?? "");
  return {
    folder,
    git,
    tip,
    commit(branch, files, message = "change") {
      seconds += 1;
      const from = ["main", branch].findLast((name) => existsSync(refFile(`refs/heads/${name}`)));
      const base = from === undefined ? [] : [tip(from)];
      const changes = Object.entries(files).map(([path, text]) =>
        text === null ? `D ${quoted(path)}\n` : `M 100644 inline ${quoted(path)}\n${data(text)}\n`,
      );
      fastImport(
        `commit refs/heads/${branch}\ncommitter Ada <ada@example.com> ${seconds} +0000\n${data(`${message}\n`)}\n` +
          base.map((parent) => `from ${parent}\n`).join("") +
          changes.join(""),
      );
      const made = tip(branch);
      parents.set(made, base);
      return made;
    },
    testMerge: (base, head) => commitTree(mergedTree(base, head), `Merge ${head} into ${base}`, base, head),
    merge(head, how) {
      const base = tip("main");
      const made =
        how === "merge"
          ? commitTree(mergedTree(base, head), "Merge pull request", base, head)
          : commitTree(mergedTree(base, head), "Squashed pull request", base);
      git("update-ref", "refs/heads/main", made);
      return made;
    },
    checkout(commit, ...options) {
      const place = join(root, `checkout-${(checkouts += 1)}`);
      if (options.length === 0) {
        // As `git worktree add --no-checkout --detach` leaves it.
        const own = join(folder, ".git", "worktrees", String(checkouts));
        mkdirSync(own, { recursive: true });
        mkdirSync(place);
        writeFileSync(join(own, "HEAD"), `${commit}\n`);
        writeFileSync(join(own, "commondir"), "../..\n");
        writeFileSync(join(own, "gitdir"), `${join(place, ".git")}\n`);
        writeFileSync(join(place, ".git"), `gitdir: ${own}\n`);
      } else {
        git("branch", "--force", "checked-out", commit);
        git("clone", "--quiet", ...options, "--no-checkout", `file://${folder}`, place);
        git("-C", place, "checkout", "--quiet", "--detach", commit);
      }
      return place;
    },
  };
}

/** As git's fast-import reads a path and a text. */
const quoted = (path: string): string => JSON.stringify(path);
const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}`;
