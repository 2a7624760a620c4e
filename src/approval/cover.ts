import type { Covers } from "../model/coverage.js";
import type { PullJudgement } from "../model/github/judgement.js";
import type { Owed } from "../model/journal.js";
import type { Item } from "../model/plan.js";

/** How an approved item is held against the same table planned again. */
export interface Measure {
  readonly owed: readonly Owed[];
  readonly covers: Covers;
}

export const firstCovering = (seen: readonly Item[], fresh: Item, { owed, covers }: Measure): Item | undefined =>
  seen.find((approved) => covers(approved, fresh, owed).covered);

/** What each reviewer who counts has seen of a fresh item, of those who have seen it. */
export const seenOf = (fresh: Item, { approvals }: PullJudgement, measure: Measure): readonly Item[] =>
  approvals.flatMap(({ items }) => firstCovering(items, fresh, measure) ?? []);

/** The approved item under which a fresh one may be carried out; undefined: this pull request does not cover it. */
export function coveredBy(fresh: Item, judgement: PullJudgement, measure: Measure): Item | undefined {
  const { needed, refusals, shown } = judgement;
  if (refusals.length > 0) return undefined;
  if (needed === 0) return firstCovering(shown ?? [], fresh, measure);
  const seen = seenOf(fresh, judgement, measure);
  return seen.length >= needed ? seen[0] : undefined;
}
