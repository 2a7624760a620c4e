import type { TransparentMerge } from "../model/github/pull-request.js";
import { filesIn } from "./git/files.js";
import type { Files } from "./git/files.js";
import {
  changes,
  commitOf,
  firstParentLine,
  firstParents,
  firstTouching,
  head,
  isIgnored,
  isShallow,
  mergeBase,
  parents,
  prefix,
  touching,
} from "./git/history.js";
import type { Changed } from "./git/history.js";
import { objectsIn } from "./git/objects.js";
import { gitIn } from "./git/program.js";
import type { Credentials } from "./git/program.js";
import { remembered } from "./git/remembered.js";
import { transparentMerges } from "./git/transparent.js";

/** What git tells of a checkout; nothing of its files, branches or settings is written. Methods throw GitError where it lacks a commit. */
export interface Git extends Files {
  isShallow(): Promise<boolean>;
  head(): Promise<string>;
  /** the commit that a name means; undefined: none, or there is no repository */
  commitOf(name: string): Promise<string | undefined>;
  /** where the folder stands below the repository's root; undefined: there is no repository, or no git */
  prefix(): Promise<string | undefined>;
  /** whether git leaves a path alone; undefined: there is no repository, or no git */
  isIgnored(path: string): Promise<boolean | undefined>;
  /** of a commit, in their order */
  parents(commit: string): Promise<readonly string[]>;
  /** first-parent commits after `from`, up to and with `to`, oldest first; undefined: `from` is no first-parent ancestor */
  firstParents(from: string, to: string): Promise<readonly string[] | undefined>;
  /** where two commits part; undefined: nowhere, or one of them is not in the checkout */
  mergeBase(a: string, b: string): Promise<string | undefined>;
  /** what each first-parent commit changes, `from` being the parent of the first */
  changes(from: string, commits: readonly string[]): Promise<readonly Changed[]>;
  /** first-parent commits up to and with one that change one of these paths, newest first; `most` of them, or all */
  touching(commit: string, paths: readonly string[], most?: number): Promise<readonly string[]>;
  /** the oldest first-parent commit up to and with one that changes a path; undefined: none does */
  firstTouching(commit: string, path: string): Promise<string | undefined>;
  transparentMerges(pull: { readonly number: number; readonly head: string }): Promise<readonly TransparentMerge[]>;
}

/**
 * @param folder  of the checkout
 * @param env          of which git gets what it needs to run, and no secret
 * @param credentials  for what has to be fetched
 */
export function openGit(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  credentials?: Credentials,
): Git {
  const program = gitIn(folder, env, credentials);
  const { run: git, start } = program;
  const read = objectsIn(start);
  let line: Promise<ReadonlySet<string>> | undefined;
  const branch = (): Promise<ReadonlySet<string>> => (line ??= firstParentLine(git));
  return {
    isShallow: () => isShallow(git),
    head: () => head(git),
    commitOf: (name) => commitOf(git, name),
    prefix: () => prefix(git),
    isIgnored: (path) => isIgnored(git, path),
    parents: remembered((commit) => parents(read, commit)),
    firstParents: (from, to) => firstParents(git, from, to),
    mergeBase: (a, b) => mergeBase(git, a, b),
    changes: (from, commits) => changes(git, from, commits),
    touching: (commit, paths, most) => touching(git, commit, paths, most),
    firstTouching: remembered((commit, path) => firstTouching(git, commit, path)),
    ...filesIn(read),
    transparentMerges: async (pull) => transparentMerges(program, read, await branch(), pull),
  };
}
