import type { LiveSettings } from "../../model/settings.js";
import type { Change, Rule } from "../change.js";
import { enters, hasTable, isOn, turnsOn } from "../situation.js";
import { afterWipe, wipeEffect } from "../wipe.js";

const SCHEDULABLE = ["incremental", "append", "xmin"];
const schedulable = ({ sync_type }: LiveSettings): boolean => SCHEDULABLE.some((type) => type === sync_type);

const shortened = ({ before, after }: Change): boolean =>
  after.full_refresh_interval_days !== null &&
  (before.full_refresh_interval_days === null || after.full_refresh_interval_days < before.full_refresh_interval_days);

/**
 * Rows are there, and scheduled full refreshes begin, come more often, come back because the table is switched on again or takes
 * a type under which a stored interval counts, or from now on meet an append table: the interval survives between such types.
 */
export function recursAsWipe(change: Change): boolean {
  const { before, after, changed } = change;
  if (!hasTable(change) || !isOn(after) || after.full_refresh_interval_days === null) return false;
  if (!schedulable(after)) return false;
  return (
    turnsOn(change) ||
    enters(change, "append") ||
    !schedulable(before) ||
    (changed.has("full_refresh_interval_days") && shortened(change))
  );
}

export const fullRefreshSchedule: Rule = {
  code: "full-refresh-schedule",
  about:
    "With full_refresh_interval_days each due run deletes every row and imports the whole table again, billed, for as long as the field stands. " +
    "On append that ends every collected history. Leave the field out (null) unless the source drops rows that nothing else would remove.",
  check: (change) => {
    if (!recursAsWipe(change)) return undefined;
    const days = change.after.full_refresh_interval_days;
    const append = change.after.sync_type === "append";
    return {
      effect: append ? "loss" : wipeEffect(change),
      recurring: true,
      message:
        `every ${days === 1 ? "day" : `${days} days`} all rows are deleted and imported again; ${afterWipe(change)}` +
        (append && change.before.sync_type !== "append" ? ", and versions collected meanwhile are lost each time" : ""),
      hint: "set full_refresh_interval_days: null to do without, or resync by hand when it is needed",
      evidence: {
        guidance: "scheduling fields never invalidate data (written before this field existed)",
        server: "each due run wipes and imports again, and is billed; changing the interval restarts its clock",
      },
      needs: {},
    };
  },
};
