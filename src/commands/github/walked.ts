import type { ApplyHistory } from "../../adapters/github/history.js";
import { guardsOf } from "../../approval/guards.js";
import type { DesiredState } from "../../model/desired.js";
import type { Guards } from "../../model/github/guards.js";
import type { Policy } from "../../model/policy.js";
import { ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import type { Failure } from "../failure.js";
import type { Branch } from "./branch.js";
import { guardsInForce, mergedBetween } from "./in-force.js";
import type { Merged } from "./judge-merged.js";
import type { Declarations } from "./walk-facts.js";
import type { World } from "./world.js";

/** What came onto the branch since the last walk, and whether it may be applied. */
export interface Walked extends Merged {
  readonly guards: Guards;
  /** that the newest contribution was planned under, else the one in force */
  readonly policy: Policy;
}

const NOTHING_BEFORE = /^0*$/;

/**
 * Where the walk begins: after what was walked before, else with what this push brought, else with the tip alone. A branch that was
 * rewritten holds the first two no more; whatever it brought that is not walked is covered by nobody.
 */
async function startOf({ event, git }: World, { tip }: Branch, { outcome }: ApplyHistory): Promise<string | undefined> {
  const pushed = event.name === "push" && !NOTHING_BEFORE.test(event.before) ? event.before : undefined;
  for (const from of [outcome?.record.commit, pushed])
    if (from !== undefined && (await git.firstParents(from, tip)) !== undefined) return from;
  return (await git.parents(tip))[0];
}

export async function walkBranch(
  world: World,
  declared: Declarations,
  { branch, history, state }: { readonly branch: Branch; readonly history: ApplyHistory; readonly state: DesiredState },
): Promise<Result<Walked, Failure>> {
  const target = state.target.name;
  const from = (await startOf(world, branch, history)) ?? branch.tip;
  const guards = await guardsInForce(world, declared, history, { branch: branch.name, commit: from }, target);
  if (!guards.ok) return guards;
  const coming = { branch: branch.name, from, to: branch.tip, target, guards: guards.value };
  const merged = await mergedBetween(world, declared, coming);
  if (!merged.ok) return merged;
  const inForce = merged.value.guards ?? guardsOf(state, state.policy);
  return ok({ ...merged.value, guards: inForce, policy: merged.value.policy ?? inForce.policy });
}
