import type { Guards } from "../../model/github/guards.js";
import { ok } from "../../model/result.js";
import { stateOf } from "./declared-at.js";
import { guardsAtCommit } from "./judge-before-merge.js";
import type { GuardsBefore } from "./judge-before-merge.js";
import { lastReadable } from "./last-readable.js";
import type { Declarations } from "./walk-facts.js";
import type { World } from "./world.js";

/** What guards each target in the queue: what guards it on the branch, and what came before it in the queue. */
export function guardsAlong(
  world: World,
  declared: Declarations,
  place: { readonly branch: string; readonly commit: string },
) {
  const onBranch = guardsAtCommit(world, declared, place);
  const queued = new Map<string, Guards | undefined>();
  const before: GuardsBefore = async (target, history) => {
    if (queued.has(target)) return ok(queued.get(target));
    const guards = await onBranch(target, history);
    const policy = [...queued.values()].findLast((one) => one !== undefined)?.policy;
    const isDeclared = stateOf(await lastReadable(world, declared, place.commit), target) !== undefined;
    if (!guards.ok || guards.value === undefined || policy === undefined || isDeclared) return guards;
    return ok({ ...guards.value, policy });
  };
  return {
    before,
    add: (after: ReadonlyMap<string, Guards | undefined>): void =>
      after.forEach((guards, target) => queued.set(target, guards)),
  };
}
