import type { ApplyHistory } from "../../adapters/github/history.js";
import type { DesiredState } from "../../model/desired.js";
import { stateOf } from "./declared-at.js";
import type { Declarations } from "./walk-facts.js";
import type { World } from "./world.js";

/** What was carried out to the end last. */
export interface LastApplied {
  readonly commit: string;
  /** undefined: the target was not declared there */
  readonly state: DesiredState | undefined;
}

/** @returns undefined: nothing was yet, or the branch was rewritten since and does not hold that commit any more */
export async function lastApplied(
  { git }: Pick<World, "git">,
  declared: Declarations,
  { outcome }: ApplyHistory,
  tip: string,
  target: string,
): Promise<LastApplied | undefined> {
  const commit = outcome?.record.completed ?? null;
  if (commit === null || (await git.firstParents(commit, tip)) === undefined) return undefined;
  return { commit, state: stateOf(await declared(commit), target) };
}
