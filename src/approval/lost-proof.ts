import type { Candidate } from "../model/github/contribution.js";
import type { Review } from "../model/github/pull-request.js";
import { headsThatCount, isInTime } from "./heads.js";

const MAY_HAVE_APPROVED: readonly Review["state"][] = ["APPROVED", "DISMISSED"];

/**
 * Whether as many as the policy asks for may have approved what was merged. Anybody who can write can delete a record, dismiss a
 * review and edit a comment afterwards, and records expire; nobody can take back that a review was there.
 */
export function mayHaveBeenApproved({ pull, change }: Candidate): boolean {
  if (!pull.reviews.known) return false;
  const heads = headsThatCount(pull);
  const reviewers = pull.reviews.value
    .filter((review) => MAY_HAVE_APPROVED.includes(review.state) && isInTime(pull, review))
    .filter(
      ({ commit, author }) =>
        commit !== null && heads.has(commit) && (author === null || author.id !== pull.author?.id),
    )
    .map(({ author, id }) => author?.id ?? `review ${id}`);
  return new Set(reviewers).size >= change.policy.min_approvals;
}
