import type { Change, Rule } from "../change.js";
import { hasTable } from "../situation.js";
import { afterWipe, wipeEffect } from "../wipe.js";

/** The server refuses the patch while rows exist: with a stored key on incremental, always on cdc and xmin, a first key included. */
function refusedWhileRowsExist({ before, after }: Change): boolean {
  const stored = (before.primary_key_columns ?? []).length > 0;
  return after.sync_type === "incremental" ? stored : after.sync_type === "cdc" || after.sync_type === "xmin";
}

export const keyChanged: Rule = {
  code: "key-changed",
  about:
    "Rows were merged by the old key, and PostHog refuses another while they exist. The table is switched off, its data deleted, the key written, and everything imported again: " +
    "until that run has Completed the table does not exist, and every view, insight or endpoint that names it fails.",
  check: (change) => {
    if (!change.changed.has("primary_key_columns") || !hasTable(change) || !refusedWhileRowsExist(change))
      return undefined;
    return {
      effect: wipeEffect(change),
      message: `the table is deleted and does not exist until it is imported again under the new key; ${afterWipe(change)}`,
      hint: "choose a time when nobody reads the table, or keep the key",
      evidence: {
        guidance: "partial_update, then resync",
        server: "`Primary key cannot be changed after data has been synced`: delete_data, patch, then import",
      },
      needs: { delete_data: true, import: change.after.sync_type === "cdc" ? "resync" : "reload" },
    };
  },
};
