import { runBringsCursor } from "../catch-up.js";
import type { Rule } from "../change.js";
import { mayInvalidate } from "../may-invalidate.js";
import { cursorInTable, hasTable, readsByCursor, sendsCursor } from "../situation.js";

export const cursorNotSynced: Rule = {
  code: "cursor-not-synced",
  about:
    "A table switches to a cursor that is none of its synced columns. PostHog finds no greatest value to start from, so the patch itself makes it wipe the table and import everything at once. " +
    "Sync the column first (enabled_columns) if the rows should stay.",
  check: (change) => {
    const { before, changed } = change;
    if (!hasTable(change) || !changed.has("sync_type") || !sendsCursor(change)) return undefined;
    if (readsByCursor(before) || cursorInTable(change) !== "missing") return undefined; // cursor-changed speaks
    if (before.sync_type === "full_refresh" && runBringsCursor(change)) return undefined; // caught up before the switch
    return mayInvalidate(change, {
      because: `"${change.after.incremental_field}" is no synced column, so PostHog has no watermark to start from`,
      hint: "sync that column before switching, or choose a cursor that is synced",
      evidence: {
        guidance: "a new cursor needs a resync",
        server: "where max(cursor) cannot be told the patch marks a wipe and triggers it at once",
      },
      started: runBringsCursor(change),
    });
  },
};
