import type { Candidate } from "../model/github/contribution.js";
import type { PullJudgement } from "../model/github/judgement.js";
import type { Refusal } from "../model/github/refusal.js";
import type { Item } from "../model/plan.js";
import { coveredBy, firstCovering, seenOf, type Measure } from "./cover.js";
import { answerable, NEXT_PULL_REQUEST } from "./left-behind.js";
import { notApproved } from "./review-refusals.js";

export const CONSENT: Refusal = {
  code: "consent-not-introduced",
  message: "the consent stood in the YAML before this pull request, so its reviewers have not agreed to it here",
  remedy: "reword the reason of the consent in a pull request that changes the table, and have its plan approved",
};

/** Its tables are what is left of it, whether its target was approved or not. */
const NO_GUARDS = { guards: [] } as const;

const ADOPTED: Refusal = {
  code: "target-changed",
  message: "the target is new with it, so it was checked offline only and nobody was shown what it would write",
  remedy: "bring the target in a pull request that changes no table, and the tables in another after it",
};

function beyond(item: Item, shown: readonly Item[], { covers, owed }: Measure): Refusal {
  const planned = shown.find(({ schema_id }) => schema_id === item.schema_id);
  const coverage = planned && covers(planned, item, owed);
  const why =
    coverage === undefined || coverage.covered
      ? "the approved plan did not show this table"
      : `not as approved: ${coverage.differences.join("; ")}`;
  return {
    code: "beyond-approved",
    message: `${item.table}: ${why}, so nothing of the pull request is applied`,
    remedy: "run the plan workflow again on this head, and have its new plan approved",
  };
}

/** Why a pull request that is fine by itself does not cover an item of its own. */
export function shortfall(
  item: Item,
  { candidate: { pull, change }, judgement }: { readonly candidate: Candidate; readonly judgement: PullJudgement },
  measure: Measure,
): Refusal {
  const { needed, shown } = judgement;
  if (change.target === "new") return answerable(ADOPTED, pull, NO_GUARDS);
  if (coveredBy(item, judgement, measure) !== undefined) return CONSENT;
  if (firstCovering(shown ?? [], item, measure) !== undefined)
    return answerable(notApproved(seenOf(item, judgement, measure).length, needed), pull, change);
  return answerable(beyond(item, shown ?? [], measure), pull, change);
}

/** What no pull request of this walk brings is left from an earlier one. */
export const leftOver = ({ table }: Item): Refusal => ({
  code: "merged-not-applied",
  message: `${table} was merged earlier and was not applied, and nothing that was approved since covers it`,
  remedy: NEXT_PULL_REQUEST,
});
