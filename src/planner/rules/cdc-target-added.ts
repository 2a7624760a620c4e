import { addedTargets } from "../cdc-targets.js";
import type { Rule } from "../change.js";
import { hasTable } from "../situation.js";
import { afterWipe, wipeEffect } from "../wipe.js";

export const cdcTargetAdded: Rule = {
  code: "cdc-target-added",
  about:
    "The table mode gains a physical table: the current rows (consolidated) or the change history (cdc_only). The patch itself makes PostHog cancel a running sync, wipe, and take a new snapshot. " +
    "From cdc_only the recorded history goes with it. A target that is not named any more freezes as it is.",
  check: (change) => {
    if (!hasTable(change) || addedTargets(change).length === 0) return undefined;
    const { before, after } = change;
    const freezes =
      before.sync_type === "cdc" && after.cdc_table_mode !== "both" ? "; the table it leaves freezes" : "";
    return {
      effect: wipeEffect(change),
      message: `PostHog deletes every row and takes a new snapshot at once${freezes}; ${afterWipe(change)}`,
      hint: "keep the table mode, or choose a time when nobody needs the table",
      evidence: {
        guidance: "cdc_table_mode is mostly harmless",
        server: "adding a target cancels the running sync, wipes and snapshots again at once",
      },
      needs: { import: "started" },
    };
  },
};
