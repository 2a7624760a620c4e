import type { DeclaredChange } from "../model/github/contribution.js";
import type { GuardChange } from "../model/github/guards.js";
import type { Approval } from "../model/github/judgement.js";
import type { Refusal } from "../model/github/refusal.js";
import { leftBehind } from "./left-behind.js";
import { whichGuard } from "./guards.js";
import type { ValidRecord } from "./record.js";
import { notApproved } from "./review-refusals.js";

type Guarding = Pick<DeclaredChange, "guards" | "left_behind" | "policy">;

/**
 * A guard is put out of force by nobody who was not shown that it would be. What was left behind and not shown stays out of force
 * and is nobody's fault who has not brought it.
 */
export function guardRefusals(
  { guards, left_behind, policy }: Guarding,
  shown: ValidRecord | undefined,
  approvals: readonly Approval[],
): readonly Refusal[] {
  const own = guards.filter((change) => !left_behind.includes(change));
  if (own.length === 0 || shown === undefined) return [];
  if (!holds(shown.guards, own)) return [beyond(own)];
  const seen = seenBy(approvals, own);
  const needed = policy.min_approvals;
  return approvals.length < needed || seen >= needed ? [] : [notApproved(seen, needed)];
}

/** Everything that would be another was shown, to as many as the policy asks for. */
export const areGuardsApproved = (
  { guards, policy }: Guarding,
  shown: ValidRecord | undefined,
  approvals: readonly Approval[],
): boolean =>
  guards.length === 0 ||
  (shown !== undefined && holds(shown.guards, guards) && seenBy(approvals, guards) >= policy.min_approvals);

const seenBy = (approvals: readonly Approval[], guards: readonly GuardChange[]): number =>
  approvals.filter((approval) => holds(approval.guards, guards)).length;

function holds(shown: readonly GuardChange[], guards: readonly GuardChange[]): boolean {
  const known = new Set(shown.map(textOf));
  return guards.every((change) => known.has(textOf(change)));
}

/** A renamed file gives a table another address, and it is the same table. */
const textOf = (change: GuardChange): string =>
  change.guard === "protection" ? whichGuard(change) : JSON.stringify(change);

const beyond = (guards: readonly GuardChange[]): Refusal => ({
  code: "beyond-approved",
  message: `the plan did not show that it would change ${named(guards)}, so nobody has approved that`,
  remedy: "run the plan workflow again on this head, and have its new plan approved",
});

/** What guards are about, in a few words. */
function named(guards: readonly GuardChange[]): string {
  const names = guards.map((change) => {
    switch (change.guard) {
      case "policy":
        return `the policy (${change.field})`;
      case "target":
        return `the target (${change.field})`;
      case "protection":
        return `the protection of ${change.address}`;
      case "removal":
        return "whether the target is declared";
    }
  });
  return [...new Set(names)].join(", ");
}

/** What was merged and approved by nobody, so that what was in force before it still is. */
export const heldBack = (guards: readonly GuardChange[]): Refusal => ({
  code: "merged-not-applied",
  message: `a change of ${named(guards)} was merged and no approval of it is known, so what was in force before it still is`,
  remedy: leftBehind(guards),
});
