import type { Needs } from "../../model/finding.js";
import type { Change, Rule } from "../change.js";
import { hasTable, isOn, SCHEDULE_FIELDS, turnsOn } from "../situation.js";

/** As discovery left it: a row that never had a type never had a schedule, so switching it on makes one that runs at once. */
const asDiscovered = ({ before, live }: Change): boolean => before.sync_type === null && live.status === null;

/** Where a schedule stands already, whether the patch started a run is looked up and not believed: a reload is skipped where one did. */
function importOf(change: Change): NonNullable<Needs["import"]> {
  const { before, after } = change;
  // CDC whose data was deleted may still be streaming, and a reload would then bring new changes only.
  if (before.sync_type === "cdc" && after.sync_type === "cdc") return "resync";
  return turnsOn(change) && asDiscovered(change) ? "started" : "reload";
}

export const firstImport: Rule = {
  code: "first-import",
  about:
    "There is no table yet: the first run reads the whole source table and is billed for it. How many rows that is, nobody can say before. " +
    "A new source's first seven days are free.",
  check: (change) => {
    const configured = [...change.changed].some((field) => !SCHEDULE_FIELDS.has(field));
    if (hasTable(change) || !isOn(change.after) || !configured) return undefined;
    return {
      effect: "costly",
      message: "the whole source table is imported for the first time",
      hint: "use row_filters or enabled_columns to import less of it",
      evidence: {
        guidance: "after enabling, reload for an immediate run",
        server:
          "a schedule that is created running starts its first run itself; an existing one waits for its next interval",
      },
      needs: { import: importOf(change) },
    };
  },
};
