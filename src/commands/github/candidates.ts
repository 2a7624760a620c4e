import { declaredChange } from "../../approval/declared-change.js";
import type { Candidate, Contribution, DeclaredChange } from "../../model/github/contribution.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import type { Failure } from "../failure.js";
import { policyOf, stateOf } from "./declared-at.js";
import type { Declarations } from "./walk-facts.js";
import { changedWorkflows } from "./workflow-files.js";
import { unknown } from "./world.js";
import type { World } from "./world.js";

/** What a stretch of history changes in the declaration of one target. */
export async function changeBetween(
  world: Pick<World, "git" | "inputs">,
  declared: Declarations,
  target: string,
  base: string,
  tip: string,
): Promise<DeclaredChange> {
  const [before, after, workflows] = await Promise.all([
    declared(base),
    declared(tip),
    changedWorkflows(world, base, tip),
  ]);
  return declaredChange({
    base: stateOf(before, target),
    tip: stateOf(after, target),
    workflows_changed: workflows,
    policy: policyOf(before),
  });
}

export interface Brought {
  readonly contribution: Contribution;
  readonly change: DeclaredChange;
}

/** A contribution that brings nothing for the target needs nobody's approval. */
export const bringsSomething = ({ change }: { readonly change: DeclaredChange }): boolean =>
  change.tables.length > 0 || change.target === "changed";

/** Asks GitHub about every pull request that brings something. */
export async function candidatesOf(
  world: World,
  brought: readonly Brought[],
): Promise<Result<readonly Candidate[], Failure>> {
  const candidates: Candidate[] = [];
  for (const { contribution, change } of brought) {
    if (!("pull" in contribution.source)) continue;
    const pull = await world.github.pullRequest(contribution.source.pull);
    if (!pull.known) return err(unknown(pull));
    candidates.push({ pull: pull.value, change });
  }
  return ok(candidates);
}
