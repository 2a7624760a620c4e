import type { Guards } from "../../model/github/guards.js";
import { guardsAt } from "./declared-at.js";
import type { ReadAt } from "./declared-at.js";
import type { Declarations } from "./walk-facts.js";
import type { World } from "./world.js";

/** As declared at a commit, or at the newest one before it on the line of first parents whose files can be read. */
export async function lastReadable(
  { git }: Pick<World, "git">,
  declared: Declarations,
  commit: string,
): Promise<ReadAt> {
  let [at, read] = [commit, await declared(commit)];
  while (read.declared?.ok === false) {
    const [parent] = await git.parents(at);
    if (parent === undefined) break;
    [at, read] = [parent, await declared(parent)];
  }
  return read;
}

/**
 * What was declared last to guard a target. Neither files that cannot be read nor the end of a target take a guard away: the target
 * may come back as another.
 *
 * @returns undefined: there never was a project file; without `target` if none declared it
 */
export async function lastGuards(
  { git, inputs }: Pick<World, "git" | "inputs">,
  declared: Declarations,
  commit: string,
  target: string,
): Promise<Guards | undefined> {
  let withoutTarget: Guards | undefined;
  const read = async (at: string): Promise<Guards | undefined> => {
    const guards = guardsAt(await lastReadable({ git }, declared, at), target);
    withoutTarget ??= guards;
    return guards;
  };
  const newest = await read(commit);
  if (newest?.target) return newest;
  // Whether a target is declared, nothing but the project file can change.
  for (const changed of await git.touching(commit, [inputs.config])) {
    const [parent] = await git.parents(changed);
    const guards = parent === undefined ? undefined : await read(parent);
    if (guards?.target) return guards;
  }
  return withoutTarget;
}
