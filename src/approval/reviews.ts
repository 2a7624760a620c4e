import type { Candidate } from "../model/github/contribution.js";
import type { GuardChange } from "../model/github/guards.js";
import type { Approval } from "../model/github/judgement.js";
import type { PullRequest, Review } from "../model/github/pull-request.js";
import type { RecordFound } from "../model/github/record.js";
import type { Refusal } from "../model/github/refusal.js";
import type { Item } from "../model/plan.js";
import type { GateContext } from "./context.js";
import { opinionsOf, type Opinion } from "./opinions.js";
import { isUnbroken } from "./comment.js";
import { headsThatCount, isInTime } from "./heads.js";
import { validRecords } from "./record.js";
import { reviewRefusal } from "./review-refusals.js";
import { isGone, isPerson, mayWrite, permissionOf, reviewerRefusals } from "./reviewer.js";
import { ofKnown } from "./unknown.js";

/** A writer who wants changes stands against it, also where he could not approve. */
export function changesRequested(reviews: readonly Review[], pull: PullRequest): readonly Refusal[] {
  return opinionsOf(reviews.filter((review) => isInTime(pull, review)))
    .filter(({ newest, reviewer }) => newest.state === "CHANGES_REQUESTED" && isPerson(reviewer))
    .flatMap(({ reviewer }) => {
      const permission = permissionOf(pull, reviewer);
      const asks = [reviewRefusal("changes-requested", reviewer.login)];
      return isGone(permission) ? asks : ofKnown(permission, (told) => (mayWrite(told) ? asks : []));
    });
}

type Seen =
  { readonly items: readonly Item[]; readonly guards: readonly GuardChange[] } | { readonly refusal: Refusal };

/** GitHub may move a review to a head that was pushed after it, so its time decides beside its commit. */
function seenBy(
  review: Review,
  login: string,
  candidate: Candidate,
  found: readonly RecordFound[],
  context: GateContext,
): Seen {
  const { pull } = candidate;
  const refused = (code: "approved-old-head" | "approved-before-plan"): Seen => ({
    refusal: reviewRefusal(code, login),
  });
  if (review.commit === null || !headsThatCount(pull).has(review.commit)) return refused("approved-old-head");
  const chain = [...headsThatCount(pull)].flatMap((head) => validRecords(found, head, candidate, context));
  const place = chain.findIndex(({ head, created_at }) => head === review.commit && created_at < review.at);
  const seen = chain[place];
  if (seen === undefined) return refused("approved-before-plan");
  // Whoever reviewed while another hand had changed the comment has seen that, and the next plan has written over it.
  const since = chain.slice(0, place + 1);
  if (!since.every((record, index) => index === 0 || isUnbroken(record, since[index - 1] ?? record)))
    return refused("approved-before-plan");
  const [shown] = validRecords(found, pull.head.sha, candidate, context);
  const hashes = new Set(seen.items.map(({ hash }) => hash));
  const isMore = review.commit !== pull.head.sha && shown?.items.every(({ hash }) => hashes.has(hash)) !== true;
  return isMore ? refused("approved-old-head") : { items: seen.items, guards: seen.guards };
}

const unique = (items: readonly Item[]): readonly Item[] => [
  ...new Map(items.map((item) => [item.hash, item])).values(),
];

interface Judged {
  readonly approvals: readonly Approval[];
  /** why other approvals do not count */
  readonly explanations: readonly Refusal[];
}

/** The approvals that count, and why the others do not. */
export function judgeApprovals(
  reviews: readonly Review[],
  candidate: Candidate,
  found: readonly RecordFound[],
  context: GateContext,
): Judged {
  const { pull, change } = candidate;
  const approvals: Approval[] = [];
  const explanations: Refusal[] = [];
  const inTime = reviews.filter((review) => isInTime(pull, review));
  for (const opinion of opinionsOf(inTime)) {
    const { reviewer } = opinion;
    const unfit = opinion.approvals.length === 0 ? dismissal(opinion) : reviewerRefusals(reviewer, pull, change.policy);
    explanations.push(...unfit);
    if (unfit.length > 0 || opinion.approvals.length === 0) continue;
    const seen = opinion.approvals.map((review) => seenBy(review, reviewer.login, candidate, found, context));
    const shown = seen.flatMap((one) => ("items" in one ? [one] : []));
    if (shown.length > 0)
      approvals.push({
        reviewer: reviewer.login,
        items: unique(shown.flatMap(({ items }) => items)),
        guards: shown.flatMap(({ guards }) => guards),
      });
    else explanations.push(...seen.flatMap((one) => ("refusal" in one ? [one.refusal] : [])).slice(0, 1));
  }
  return { approvals, explanations: [...explanations, ...unattributed(inTime), ...late(reviews, inTime)] };
}

const dismissal = ({ newest, reviewer }: Opinion): readonly Refusal[] =>
  newest.state === "DISMISSED" ? [reviewRefusal("approval-dismissed", reviewer.login)] : [];

const unattributed = (reviews: readonly Review[]): readonly Refusal[] =>
  reviews.some(({ author, state }) => author === null && state === "APPROVED")
    ? [reviewRefusal("approved-by-unknown", "a deleted account")]
    : [];

/** Of those who had not approved in time. */
function late(reviews: readonly Review[], inTime: readonly Review[]): readonly Refusal[] {
  const approved = new Set(
    opinionsOf(inTime).flatMap(({ reviewer, approvals }) => (approvals.length > 0 ? [reviewer.id] : [])),
  );
  return opinionsOf(reviews.filter((review) => !inTime.includes(review)))
    .filter(({ reviewer, approvals }) => approvals.length > 0 && !approved.has(reviewer.id))
    .map(({ reviewer }) => reviewRefusal("approved-after-merge", reviewer.login));
}
