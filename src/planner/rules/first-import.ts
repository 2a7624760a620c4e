import type { Change, Rule } from "../change.js";
import { hasTable, isOn, SCHEDULE_FIELDS, sendsCursor, turnsOn } from "../situation.js";

/** As discovery left it: a row that never had a type never had a schedule, so switching it on makes one that runs at once. */
const asDiscovered = ({ before, live }: Change): boolean => before.sync_type === null && live.status === null;

/** With no rows to seed from, a cursor in the patch makes the server trigger a run by itself. */
const runsByItself = (change: Change): boolean => sendsCursor(change) || (turnsOn(change) && asDiscovered(change));

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
      needs: { import: runsByItself(change) ? "started" : "reload" },
    };
  },
};
