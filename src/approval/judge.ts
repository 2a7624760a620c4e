import type { Candidate } from "../model/github/contribution.js";
import type { GuardsBrought } from "../model/github/guards.js";
import type { Approval, PullJudgement } from "../model/github/judgement.js";
import type { RecordFound } from "../model/github/record.js";
import type { Refusal } from "../model/github/refusal.js";
import { commentRefusals } from "./comment.js";
import { answerable } from "./left-behind.js";
import type { GateContext } from "./context.js";
import { areGuardsApproved, guardRefusals } from "./guard-refusals.js";
import { ownersRefusals } from "./owners.js";
import { pullRequestRefusals } from "./pull-request.js";
import { recordRefusals, validRecords } from "./record.js";
import { notApproved } from "./review-refusals.js";
import { changesRequested, judgeApprovals } from "./reviews.js";
import { isProofLost } from "./lost-proof.js";
import { ofKnown } from "./unknown.js";

/**
 * Whether one pull request may bring its items for one target: the same judgement before and after the merge.
 *
 * @returns all that stands against it, so that nobody mends one thing only to meet the next
 */
export function judgePull(candidate: Candidate, context: GateContext): PullJudgement {
  const { pull, change } = candidate;
  const found = pull.records.known ? pull.records.value : [];
  const [newest] = validRecords(found, pull.head.sha, candidate, context);
  const reviewed = newest === undefined ? NOBODY : approvalsOf(candidate, found, context);
  const refusals = [
    ...pullRequestRefusals(candidate, context),
    ...ofKnown(pull.records, () => {
      // Of a target that is turned beside its tables no plan is made, which its own refusal says.
      if (change.target === "changed" && change.tables.length > 0) return [];
      return newest === undefined ? recordRefusals(found, candidate, context) : commentRefusals(pull, newest);
    }),
    ...ofKnown(pull.reviews, (reviews) => changesRequested(reviews, pull)),
    ...reviewed.refusals,
    ...ownersRefusals(pull),
    ...guardRefusals(change, newest, reviewed.approvals),
  ].map((refusal) => answerable(refusal, pull, change));
  return {
    pull: pull.number,
    needed: change.policy.min_approvals,
    approvals: reviewed.approvals,
    shown: newest?.items ?? null,
    refusals,
    guards: guardsBrought(),
  };

  function guardsBrought(): GuardsBrought {
    if (refusals.length === 0 && areGuardsApproved(change, newest, reviewed.approvals)) return "all";
    return isProofLost(candidate, refusals) ? "stricter" : "none";
  }
}

interface Reviewed {
  readonly approvals: readonly Approval[];
  readonly refusals: readonly Refusal[];
}

/** Without a plan there is nothing that a review could have seen. */
const NOBODY: Reviewed = { approvals: [], refusals: [] };

function approvalsOf(candidate: Candidate, found: readonly RecordFound[], context: GateContext): Reviewed {
  const { pull, change } = candidate;
  if (!pull.reviews.known || change.policy.min_approvals === 0) return NOBODY;
  const { approvals, explanations } = judgeApprovals(pull.reviews.value, candidate, found, context);
  const needed = change.policy.min_approvals;
  if (approvals.length >= needed) return { approvals, refusals: [] };
  return { approvals, refusals: [notApproved(approvals.length, needed), ...explanations] };
}
