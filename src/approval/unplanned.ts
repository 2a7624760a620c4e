import type { ApprovedItem } from "../model/github/apply-record.js";
import { wantsRun } from "../model/plan.js";
import { isConsentIntroduced } from "./consent.js";
import { coveredBy } from "./cover.js";
import type { Judged, JudgedPull } from "./items.js";

/**
 * Approved items that a fresh plan has no item for, because another hand has written their values since. Nobody has seen the run
 * that was approved with them, so they are carried out like the others.
 *
 * @param pulls  settled: what is refused supplies nothing
 */
export function unplanned(given: Judged, pulls: readonly JudgedPull[]): readonly ApprovedItem[] {
  const planned = new Set(given.fresh.map(({ schema_id }) => schema_id));
  const found = new Map<string, ApprovedItem>();
  for (const one of [...given.standing, ...pulls.flatMap((pull) => approvedBy(given, pull))]) {
    const { item } = one;
    if (wantsRun(item) && !planned.has(item.schema_id) && given.covers(item, undefined, given.owed).covered)
      found.set(item.schema_id, one);
  }
  return [...found.values()];
}

/** Each item covers itself where enough reviewers have seen it. */
export const approvedBy = (
  given: Pick<Judged, "covers" | "owed" | "standing">,
  { candidate, judgement }: JudgedPull,
): readonly ApprovedItem[] =>
  (judgement.shown ?? [])
    .filter(({ address }) => candidate.change.tables.includes(address))
    .filter(
      (item) =>
        coveredBy(item, judgement, given) !== undefined && isConsentIntroduced(item, item, candidate, given.standing),
    )
    .map((item) => ({ item, pull: judgement.pull }));
