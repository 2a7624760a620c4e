import type { ApplyHistory } from "../../adapters/github/history.js";
import type { Guards } from "../../model/github/guards.js";
import { guardsAt } from "./declared-at.js";
import type { ReadAt } from "./declared-at.js";
import type { Declarations } from "./walk-facts.js";
import type { World } from "./world.js";

type Repository = Pick<World, "git" | "inputs">;

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
  { git, inputs }: Repository,
  declared: Declarations,
  commit: string,
  target: string,
): Promise<Guards | undefined> {
  let withoutTarget: Guards | undefined;
  for (let at: string | undefined = commit; at !== undefined;) {
    const read = await declared(at);
    const guards = guardsAt(read, target);
    if (guards?.target) return guards;
    withoutTarget ??= guards;
    // Whether a target is declared, nothing but the project file can change.
    const changed: string | undefined =
      read.declared?.ok === false ? at : (await git.touching(at, [inputs.config], 1))[0];
    at = changed === undefined ? undefined : (await git.parents(changed))[0];
  }
  return withoutTarget;
}

/**
 * What guards a target before anything more comes onto the branch, as far as anybody approved it. Where no apply has left word of
 * that, it is what stood when the apply workflow came: whatever was changed since then needed an approval.
 */
export async function guardsInForce(
  world: Repository,
  declared: Declarations,
  { outcome }: ApplyHistory,
  commit: string,
  target: string,
): Promise<Guards | undefined> {
  const { git } = world;
  if (outcome?.record.held) return outcome.record.held;
  const walked = outcome?.record.commit;
  const isOnLine = async (from: string, to: string) => (await git.firstParents(from, to)) !== undefined;
  if (walked !== undefined && ((await isOnLine(walked, commit)) || (await isOnLine(commit, walked))))
    return lastGuards(world, declared, commit, target);
  const adopted = await adoption(world, commit);
  if (adopted === undefined) return lastGuards(world, declared, commit, target);
  for (const at of [adopted, ...((await git.firstParents(adopted, commit)) ?? [])])
    if ((await declared(at)).declared?.ok === true) return lastGuards(world, declared, at, target);
  return undefined;
}

/** The first commit with both the apply workflow and a project file; undefined: there is none yet. */
async function adoption({ git, inputs }: Repository, commit: string): Promise<string | undefined> {
  const [workflow, project] = [
    await git.firstTouching(commit, inputs.applyWorkflow),
    await git.firstTouching(commit, inputs.config),
  ];
  if (workflow === undefined || project === undefined) return undefined;
  return (await git.firstParents(workflow, project)) === undefined ? workflow : project;
}
