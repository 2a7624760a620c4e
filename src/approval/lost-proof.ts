import type { Candidate } from "../model/github/contribution.js";
import type { Refusal, RefusalCode } from "../model/github/refusal.js";
import { headsThatCount, isInTime } from "./heads.js";
import { opinionsOf } from "./opinions.js";
import { reviewerRefusals } from "./reviewer.js";

/** What anybody who can write can bring about after the merge, by deleting and editing, and time by itself. */
const LOST: ReadonlySet<RefusalCode> = new Set([
  "record-missing",
  "record-expired",
  "record-unreadable",
  "record-foreign",
  "record-other-head",
  "record-after-merge",
  "comment-edited",
  "comment-deleted",
]);

/**
 * Whether what was merged may have been approved, and only the proof of it is gone: as many as the policy asks for hold that they
 * approve a head that counts, each fit to, and nothing else stands against it. Fewer must not be enough, or one person could put a
 * policy in force that nobody can leave.
 */
export function isProofLost({ pull, change }: Candidate, refusals: readonly Refusal[]): boolean {
  if (refusals.length === 0 || !refusals.every(({ code }) => LOST.has(code)) || !pull.reviews.known) return false;
  const heads = headsThatCount(pull);
  const approvers = opinionsOf(pull.reviews.value.filter((review) => isInTime(pull, review)))
    .filter(({ approvals }) => approvals.some(({ commit }) => commit !== null && heads.has(commit)))
    .filter(({ reviewer }) => reviewerRefusals(reviewer, pull, change.policy).length === 0);
  return approvers.length >= change.policy.min_approvals;
}
