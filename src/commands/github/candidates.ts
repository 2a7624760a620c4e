import { declaredChange } from "../../approval/declared-change.js";
import type { DeclaredChange } from "../../model/github/contribution.js";
import type { Guards } from "../../model/github/guards.js";
import { guardsAt, stateOf } from "./declared-at.js";
import type { Declarations } from "./walk-facts.js";
import { changedWorkflows } from "./workflow-files.js";
import type { World } from "./world.js";

/**
 * What a stretch of history changes in the declaration of one target.
 *
 * @param held  guards in force, where those that the stretch begins with were merged and not approved
 */
export async function changeBetween(
  world: Pick<World, "git" | "inputs">,
  declared: Declarations,
  target: string,
  base: string,
  tip: string,
  held: Guards | null = null,
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
    guards: { base: guardsAt(before, target), tip: guardsAt(after, target) },
    ...(held === null ? {} : { held }),
  });
}

/** A contribution that brings nothing for the target needs nobody's approval. */
export const bringsSomething = ({ change }: { readonly change: DeclaredChange }): boolean =>
  change.tables.length > 0 || change.guards.length > 0;
