import type { Price } from "../model/plan.js";
import { wipesRows } from "./assess.js";
import type { Assessment, Change } from "./change.js";
import { enters, isOn } from "./situation.js";

/** Runs that read the whole source table although no rows go: every full refresh, the snapshot of CDC, an incremental sync without a cursor. */
const readsEverything = (change: Change): boolean =>
  change.after.sync_type === "full_refresh" ||
  enters(change, "cdc") ||
  (change.after.sync_type === "incremental" && change.after.incremental_field === null);

/**
 * Rows that go and rows that are read and billed: at least these, because nobody knows what the source holds by now.
 * null: unknown. A run that continues from the watermark counts as 0.
 */
export function priceOf(change: Change, assessment: Assessment): Price {
  const { before, after, live } = change;
  const { needs, findings } = assessment;
  const rows = live.table === null ? 0 : live.table.row_count;
  if (!isOn(after)) return { rows_wiped: 0, rows_imported: 0, recurring: false };

  const recurs = findings.some(({ recurring }) => recurring);
  const wipes = wipesRows(assessment) || recurs;
  const caughtUp = needs.catch_up && before.sync_type === "full_refresh" ? rows : 0;
  const whole = wipes || (needs.import !== undefined && readsEverything(change));
  const imported = needs.import !== undefined && live.table === null ? null : whole ? rows : 0;
  return {
    rows_wiped: wipes ? rows : 0,
    rows_imported: imported === null || caughtUp === null ? null : imported + caughtUp,
    recurring: recurs || (needs.import !== undefined && after.sync_type === "full_refresh"),
  };
}
