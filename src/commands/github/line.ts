import type { Changed } from "../../adapters/git/history.js";
import { managedAt } from "./managed.js";
import { guardingAt } from "./workflow-files.js";
import type { World } from "./world.js";

type Repository = Pick<World, "git" | "inputs" | "facts">;

/** A first-parent commit, by what of ours it changes. */
export interface LineCommit extends Pick<Changed, "sha" | "parent"> {
  /** files of the configuration, as it or its parent says which those are */
  readonly managed: boolean;
  /** the workflows that guard, or what they use */
  readonly guarding: boolean;
}

/**
 * First-parent commits after `from`, up to and with `to`, oldest first. Most change nothing of ours, so only those that change what
 * says which files are ours are looked into.
 *
 * @returns undefined: `from` is no first-parent ancestor of `to`
 */
export async function lineBetween(
  world: Repository,
  from: string,
  to: string,
): Promise<readonly LineCommit[] | undefined> {
  const { git, inputs } = world;
  const commits = await git.firstParents(from, to);
  if (commits === undefined || commits.length === 0) return commits && [];
  let [isManaged, isGuarding] = [await managedAt(world, from), await guardingAt(world, from)];
  const line: LineCommit[] = [];
  for (const { sha, parent, paths } of await git.changes(from, commits)) {
    const before = { managed: paths.some(isManaged), guarding: paths.some(isGuarding) };
    if (paths.includes(inputs.config)) isManaged = await managedAt(world, sha);
    // What is used anew is named in a file that guarded before.
    if (before.guarding) isGuarding = await guardingAt(world, sha);
    line.push({ sha, parent, managed: before.managed || paths.some(isManaged), guarding: before.guarding });
  }
  return line;
}
