import { relative, join } from "node:path";
import type { Git } from "../adapters/git.js";
import type { DesiredState } from "../model/desired.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { Failure } from "./failure.js";
import { declaredAt, stateOf } from "./github/declared-at.js";
import { PROJECT_FILE } from "./project.js";
import type { Project } from "./project.js";

/** What is taken for what was applied last, or why nothing can be. */
export type LastKnown =
  | { readonly known: true; readonly commit: string; readonly because: string; readonly state: DesiredState }
  | { readonly known: false; readonly because: string };

interface Asked {
  readonly project: Project;
  readonly target: string;
  /** of the project file, as it was named; undefined: the nearest */
  readonly config: string | undefined;
  readonly since: string | undefined;
}

const nobody = (because: string): LastKnown => ({ known: false, because });

/**
 * What a commit of this repository declares: the one that was named, or where the branch left the default branch of origin, or
 * HEAD. A merge to the default branch is what gets applied, so what it said then is the best that is known at a terminal.
 */
export async function lastKnown(context: Context, asked: Asked): Promise<Result<LastKnown, Failure>> {
  const { project, target, config = PROJECT_FILE, since } = asked;
  const [{ openGit }, { GitError }] = await Promise.all([
    import("../adapters/git.js"),
    import("../adapters/git/program.js"),
  ]);
  const git = openGit(project.root, context.env);
  const prefix = await git.prefix();
  if (prefix === undefined)
    return since === undefined ? ok(nobody("this folder is in no git repository")) : err(noCommit(since, false));
  try {
    const chosen = await (since === undefined ? byDefault(git) : named(git, since));
    if (chosen === undefined)
      return since === undefined ? ok(nobody("nothing is committed yet")) : err(noCommit(since, await git.isShallow()));
    const path = join(prefix, relative(project.root, join(project.root, fileName(config))));
    const read = await declaredAt(git, chosen.commit, path);
    const short = chosen.commit.slice(0, 7);
    if (read.declared === undefined) return unusable(since, `commit ${short} holds no ${fileName(config)} here`);
    if (!read.declared.ok) return unusable(since, `the configuration of commit ${short} has mistakes`);
    const state = stateOf(read, target);
    if (state === undefined) return unusable(since, `commit ${short} declares no target "${target}"`);
    return ok({ known: true, ...chosen, state });
  } catch (error) {
    if (error instanceof GitError) return unusable(since, "git could not read that commit");
    throw error;
  }
}

const fileName = (config: string): string => config.split(/[\\/]/).at(-1) ?? PROJECT_FILE;

interface Chosen {
  readonly commit: string;
  readonly because: string;
}

async function named(git: Git, since: string): Promise<Chosen | undefined> {
  const commit = await git.commitOf(since);
  return commit === undefined ? undefined : { commit, because: `--since ${since}` };
}

async function byDefault(git: Git): Promise<Chosen | undefined> {
  const head = await git.commitOf("HEAD");
  if (head === undefined) return undefined;
  const origin = await git.commitOf("refs/remotes/origin/HEAD");
  const base = origin === undefined ? undefined : await git.mergeBase(origin, head);
  if (base === undefined) return { commit: head, because: "what is committed here" };
  return { commit: base, because: base === head ? "what origin holds too" : "where this branch left origin" };
}

/** Where nobody asked for that commit, two are compared instead of three. */
const unusable = (since: string | undefined, because: string): Result<LastKnown, Failure> =>
  since === undefined
    ? ok(nobody(because))
    : err({
        code: "since-unusable",
        message: `${because}, so nothing says what was applied then`,
        hint: "name a commit in which the configuration is whole; without --since, warehog drift chooses one",
        exit: EXIT.usage,
      });

const noCommit = (since: string, isShallow: boolean): Failure => ({
  code: "since-unknown",
  message: `git knows no commit "${since}" here, so nothing says what was applied then`,
  hint: isShallow
    ? "this is a shallow clone: git fetch --unshallow brings the older commits"
    : "name a commit, branch or tag of this repository; git log shows them",
  exit: EXIT.usage,
});
