import type { Guards, GuardsBrought } from "../model/github/guards.js";
import { guardChanges } from "./guards.js";
import { strictest } from "./strictest.js";

/**
 * The guards in force after a contribution. A target that goes leaves behind what guarded it: it may come back as another.
 *
 * @param before    in force; undefined: nothing ever was, so the first project file brings what it declares
 * @param declared  at its end; undefined: there is no project file any more
 */
export function inForceAfter(
  before: Guards | undefined,
  declared: Guards | undefined,
  brought: GuardsBrought,
): Guards | undefined {
  if (declared === undefined) return before;
  if (before === undefined) return declared;
  if (brought === "stricter") return strictest(before, declared);
  if (brought === "none" && guardChanges(before, declared).length > 0) return before;
  return declared.target === null ? { ...before, policy: declared.policy } : declared;
}
