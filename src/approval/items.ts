import type { Covers } from "../model/coverage.js";
import type { ApprovedItem } from "../model/github/apply-record.js";
import type { Candidate } from "../model/github/contribution.js";
import type { ItemJudgement, MergedJudgement, PullJudgement } from "../model/github/judgement.js";
import type { Refusal } from "../model/github/refusal.js";
import type { Owed } from "../model/journal.js";
import { wantsRun, type Item } from "../model/plan.js";
import { sameValue } from "../model/same-value.js";
import { FIELDS } from "../model/settings.js";
import { isConsentIntroduced } from "./consent.js";
import { coveredBy } from "./cover.js";
import { CONSENT, leftOver, shortfall } from "./item-refusals.js";
import { coverJointly } from "./joint.js";
import { approvedBy, unplanned } from "./unplanned.js";

export interface JudgedPull {
  readonly candidate: Candidate;
  readonly judgement: PullJudgement;
}

export interface Judged {
  readonly target: string;
  /** the applicable items of a fresh plan, or of the record before the merge */
  readonly fresh: readonly Item[];
  /** oldest first */
  readonly pulls: readonly JudgedPull[];
  readonly unanswered: readonly {
    readonly commit: string;
    readonly tables: readonly string[];
    readonly refusal: Refusal;
  }[];
  /** approved in an earlier apply and not proved yet */
  readonly standing: readonly ApprovedItem[];
  readonly owed: readonly Owed[];
  readonly covers: Covers;
  /** somebody else has written some of the item's values, and no others; before the merge nobody asks */
  readonly isPartlyWritten?: (approved: Item) => boolean;
}

/** Which items may be carried out, each by its own approval, and why the others may not. */
export function judgeItems(given: Judged): MergedJudgement {
  const pulls = settle(given, given.pulls);
  const uncovered = uncoveredOf(given, pulls);
  return {
    pulls: pulls.map((pull) => (isMoot(pull, uncovered) ? { ...pull.judgement, refusals: [] } : pull.judgement)),
    items: given.fresh.map((item) => judgeItem(item, pulls, given)),
    unanswered: given.unanswered
      .filter(({ tables }) => uncovered.some(({ address }) => tables.length === 0 || tables.includes(address)))
      .map(({ commit, refusal }) => ({ commit, refusal })),
    unplanned: unplanned(given, pulls),
  };
}

const owns = ({ candidate }: JudgedPull, { address }: Item): boolean => candidate.change.tables.includes(address);

function standingCover(item: Item, { standing, owed, covers }: Judged): ItemJudgement | undefined {
  const found = standing.find((one) => covers(one.item, item, owed).covered);
  return found && { item, covered: true, approved: found.item, by: found.pull };
}

function coverOf(item: Item, pulls: readonly JudgedPull[], given: Judged): ItemJudgement | undefined {
  const standing = standingCover(item, given);
  if (standing !== undefined) return standing;
  for (const pull of pulls.toReversed()) {
    const approved = coveredBy(item, pull.judgement, given);
    if (approved !== undefined && isConsentIntroduced(approved, item, pull.candidate, given.standing))
      return { item, covered: true, approved, by: pull.judgement.pull };
  }
  return jointCover(item, pulls, given) ?? begunElsewhere(item, pulls, given);
}

/** What is left of an approved item that another hand has begun is carried out under its approval, its import with it. */
function begunElsewhere(item: Item, pulls: readonly JudgedPull[], given: Judged): ItemJudgement | undefined {
  const candidates = [...given.standing, ...pulls.toReversed().flatMap((pull) => approvedBy(given, pull))];
  const found = candidates.find(
    ({ item: approved }) =>
      approved.schema_id === item.schema_id &&
      wantsRun(approved) &&
      asksNoMore(item, approved) &&
      given.isPartlyWritten?.(approved) === true,
  );
  return found && { item, covered: true, approved: found.item, by: found.pull };
}

/** Another pull request on the table may ask for more, or for something else: that needs its own approval. */
const asksNoMore = (item: Item, approved: Item): boolean =>
  FIELDS.every(
    (field) => !(field in item.to) || (field in approved.to && sameValue(field, item.to[field], approved.to[field])),
  );

/** No pull request alone shows what those that were planned beside one another ask for together. */
function jointCover(item: Item, pulls: readonly JudgedPull[], given: Judged): ItemJudgement | undefined {
  const parts = [
    ...given.standing.map((one) => one.item),
    ...pulls.flatMap(({ judgement }) =>
      (judgement.shown ?? []).filter((shown) => coveredBy(shown, judgement, given) !== undefined),
    ),
  ];
  const last = pulls.findLast((pull) => pull.judgement.refusals.length === 0 && owns(pull, item));
  return last !== undefined && coverJointly(parts, item, given)
    ? { item, covered: true, approved: item, by: last.judgement.pull }
    : undefined;
}

const uncoveredOf = (given: Judged, pulls: readonly JudgedPull[]): readonly Item[] =>
  given.fresh.filter((item) => coverOf(item, pulls, given) === undefined);

/** A pull request with an item beyond its approval is refused whole, and then covers nothing of the others either. */
function settle(given: Judged, pulls: readonly JudgedPull[]): readonly JudgedPull[] {
  const uncovered = uncoveredOf(given, pulls);
  const next = pulls.map((pull) => {
    const own = pull.judgement.refusals.length > 0 ? [] : uncovered.filter((item) => owns(pull, item));
    if (own.length === 0) return pull;
    const refusals = distinct(own.map((item) => shortfall(item, pull, given)));
    return { ...pull, judgement: { ...pull.judgement, refusals } };
  });
  return next.every((pull, index) => pull === pulls[index]) ? pulls : settle(given, next);
}

/**
 * What stands against a pull request that leaves nothing behind is not worth telling: a revert frees everything. Before the
 * merge its record says what it brings; one without a valid record may bring anything.
 */
function isMoot(pull: JudgedPull, uncovered: readonly Item[]): boolean {
  const { candidate, judgement } = pull;
  return candidate.pull.merged === null
    ? judgement.shown?.length === 0 && candidate.change.guards.length === 0
    : !uncovered.some((item) => owns(pull, item));
}

function judgeItem(item: Item, pulls: readonly JudgedPull[], given: Judged): ItemJudgement {
  const covered = coverOf(item, pulls, given);
  if (covered !== undefined) return covered;
  const owners = pulls.filter((pull) => owns(pull, item));
  const refusals = [
    ...owners.flatMap(({ judgement }) => judgement.refusals),
    ...given.unanswered.filter(({ tables }) => tables.includes(item.address)).map(({ refusal }) => refusal),
  ];
  // Seen and approved, and yet consented to only when it was brought.
  const isSeen = pulls.some(({ judgement }) => coveredBy(item, judgement, given) !== undefined);
  return {
    item,
    covered: false,
    pull: owners.at(-1)?.judgement.pull ?? null,
    refusals: refusals.length === 0 ? [isSeen ? CONSENT : leftOver(item)] : distinct(refusals),
  };
}

const distinct = (refusals: readonly Refusal[]): readonly Refusal[] => [
  ...new Map(refusals.map((refusal) => [JSON.stringify(refusal), refusal])).values(),
];
