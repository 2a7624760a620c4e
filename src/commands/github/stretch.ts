import type { Stretch } from "../../approval/declared-change.js";
import type { DeclaredChange } from "../../model/github/contribution.js";
import { guardsAt, stateOf } from "./declared-at.js";
import { lastReadable } from "./last-readable.js";
import type { Declarations } from "./walk-facts.js";
import { changedWorkflows } from "./workflow-files.js";
import type { World } from "./world.js";

/**
 * A stretch of history as far as one target is concerned. One that ends in files that cannot be read changes nothing yet: the next
 * that can be read answers for both.
 */
export async function stretchBetween(
  world: Pick<World, "git" | "inputs" | "facts">,
  declared: Declarations,
  target: string,
  base: string,
  tip: string,
): Promise<Stretch> {
  const [before, end, workflows] = await Promise.all([
    lastReadable(world, declared, base),
    declared(tip),
    changedWorkflows(world, base, tip),
  ]);
  const after = end.declared?.ok === false ? before : end;
  return {
    base: stateOf(before, target),
    tip: stateOf(after, target),
    workflows_changed: workflows,
    guards: { base: guardsAt(before, target), tip: guardsAt(after, target) },
  };
}

/** A contribution that brings nothing for the target needs nobody's approval. */
export const bringsSomething = ({ tables, guards }: DeclaredChange): boolean => tables.length > 0 || guards.length > 0;
