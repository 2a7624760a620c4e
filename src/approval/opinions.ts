import type { Account, Review } from "../model/github/pull-request.js";

/** What one person holds of a pull request, as far as it was said in time. */
export interface Opinion {
  readonly reviewer: Account;
  readonly newest: Review;
  /** approvals since he last held anything else, newest first; empty: he does not approve */
  readonly approvals: readonly Review[];
}

const DECIDING: readonly Review["state"][] = ["APPROVED", "CHANGES_REQUESTED", "DISMISSED"];

const isOpinion = ({ state }: Review): boolean => DECIDING.includes(state);

/** The id parts what GitHub's clock, which counts seconds, does not. */
const newestFirst = (a: Review, b: Review): number => b.at - a.at || b.id - a.id;

function approvalsSince(reviews: readonly Review[]): readonly Review[] {
  const other = reviews.findIndex(({ state }) => state !== "APPROVED");
  return other < 0 ? reviews : reviews.slice(0, other);
}

/** The opinions of all who still have an account, by id: comments and pending reviews change none. */
export function opinionsOf(reviews: readonly Review[]): readonly Opinion[] {
  const byAuthor = new Map<number, readonly Review[]>();
  for (const review of reviews.filter(isOpinion).toSorted(newestFirst))
    if (review.author !== null) byAuthor.set(review.author.id, [...(byAuthor.get(review.author.id) ?? []), review]);
  return [...byAuthor.values()].flatMap((own) => {
    const [newest] = own;
    return newest === undefined || newest.author === null
      ? []
      : [{ reviewer: newest.author, newest, approvals: approvalsSince(own) }];
  });
}
