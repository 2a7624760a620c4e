import { declaredChange } from "../../approval/declared-change.js";
import type { DeclaredChange } from "../../model/github/contribution.js";
import type { Guards } from "../../model/github/guards.js";
import { guardsAt, stateOf } from "./declared-at.js";
import { lastGuards, lastReadable } from "./in-force.js";
import type { Declarations } from "./walk-facts.js";
import { changedWorkflows } from "./workflow-files.js";
import type { World } from "./world.js";

/**
 * What a stretch of history changes in the declaration of one target. One that ends in files that cannot be read changes nothing yet:
 * the next that can be read answers for both.
 *
 * @param inForce  what guards the target before it, where that need not be what was declared last
 */
export async function changeBetween(
  world: Pick<World, "git" | "inputs" | "facts">,
  declared: Declarations,
  target: string,
  base: string,
  tip: string,
  inForce?: { readonly guards: Guards | undefined },
): Promise<DeclaredChange> {
  const [before, end, workflows] = await Promise.all([
    lastReadable(world, declared, base),
    declared(tip),
    changedWorkflows(world, base, tip),
  ]);
  const after = end.declared?.ok === false ? before : end;
  return declaredChange({
    base: stateOf(before, target),
    tip: stateOf(after, target),
    workflows_changed: workflows,
    guards: { base: guardsAt(before, target), tip: guardsAt(after, target) },
    inForce: inForce === undefined ? await lastGuards(world, declared, base, target) : inForce.guards,
  });
}

/** A contribution that brings nothing for the target needs nobody's approval. */
export const bringsSomething = ({ change }: { readonly change: DeclaredChange }): boolean =>
  change.tables.length > 0 || change.guards.length > 0;
