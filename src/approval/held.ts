import type { Guards } from "../model/github/guards.js";
import { guardChanges } from "./guards.js";

/** What a contribution declares to guard a target, at its first parent and at its end; undefined: there is no project file. */
interface Declared {
  readonly before: Guards | undefined;
  readonly after: Guards | undefined;
}

/**
 * The guards in force after a contribution, where they are not those that it declares.
 *
 * @param held  in force before it; null: what its first parent declares
 * @param was   nothing: it changes none of them, or takes back what was not approved
 */
export function heldAfter(
  held: Guards | null,
  { before, after }: Declared,
  was: "nothing" | "approved" | "refused",
): Guards | null {
  if (was === "approved") return null;
  const inForce = held ?? before;
  // A target that is not declared any more may come back as another.
  if (inForce === undefined || after === undefined || after.target === null) return held;
  return guardChanges(inForce, after).length === 0 ? null : inForce;
}
