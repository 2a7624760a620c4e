import type { Rule } from "../change.js";
import { mayInvalidate } from "../may-invalidate.js";
import { hasTable, isOn, leaves } from "../situation.js";
import { afterWipe, wipeEffect } from "../wipe.js";

export const fromCdc: Rule = {
  code: "from-cdc",
  about:
    "The table leaves the publication and goes on from the rows that CDC wrote. Changes between the last capture and the new watermark may be missed, so the default is a resync. " +
    "With table mode cdc_only the main table is an old snapshot and PostHog wipes it by itself; with cdc_only and both the recorded change history ends.",
  check: (change) => {
    if (!leaves(change, "cdc") || !hasTable(change)) return undefined;
    const { before, after } = change;
    const recurring = after.sync_type === "full_refresh";
    const evidence = {
      guidance: "from cdc: resync",
      server: "cdc_only is wiped at once; other modes continue from the table",
    };
    if (before.cdc_table_mode === "cdc_only")
      return {
        effect: wipeEffect(change),
        ...(recurring ? { recurring } : {}),
        message: `PostHog deletes the frozen snapshot and imports every row again; ${afterWipe(change)}`,
        hint: "copy the change history elsewhere first, or stay on cdc",
        evidence,
        // Whether a patch that also switches the table on triggers the run is not told; the mark waits either way.
        needs: { import: isOn(before) ? "started" : "reload" },
      };
    return mayInvalidate(change, {
      because: recurring
        ? "every run of a full refresh imports the whole table"
        : "changes that came after the last capture may lie below the new watermark",
      ...(recurring ? {} : { keep: { effect: "gap", consequence: "they would be missed" } }),
      hint: recurring
        ? "stay on cdc to import only what changes"
        : "choose strategy keep if every change raises the cursor",
      evidence,
      recurring,
    });
  },
};
