import type { Change, Rule } from "../change.js";
import { mayInvalidate } from "../may-invalidate.js";
import { hasTable, isOn, leaves } from "../situation.js";
import { afterWipe, wipeEffect } from "../wipe.js";

/** Filters outlive cdc, under which they mean nothing; nobody who leaves cdc has to name them. */
const revived = ({ after, changed }: Change): string =>
  after.row_filters === null || changed.has("row_filters")
    ? ""
    : " (and the row filters that are stored, without effect under cdc, hold from now on)";

export const fromCdc: Rule = {
  code: "from-cdc",
  about:
    "The table leaves the publication and goes on from the rows that CDC wrote. Changes between the last capture and the new watermark may be missed, so the default is a resync. " +
    "With table mode cdc_only the main table is an old snapshot and PostHog wipes it by itself; with cdc_only and both the recorded change history ends. " +
    "Row filters that are still stored hold again.",
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
        message: `PostHog deletes the frozen snapshot and imports every row again${revived(change)}; ${afterWipe(change)}`,
        hint: "copy the change history elsewhere first, or stay on cdc",
        evidence,
        // Whether a patch that also switches the table on triggers the run is not told; the mark waits either way.
        needs: { import: isOn(before) ? "started" : "reload" },
      };
    return mayInvalidate(change, {
      because:
        (recurring
          ? "every run of a full refresh imports the whole table"
          : "changes that came after the last capture may lie below the new watermark") + revived(change),
      ...(recurring ? {} : { keep: { effect: "gap", consequence: "they would be missed" } }),
      hint: recurring
        ? "stay on cdc to import only what changes"
        : "choose strategy keep if every change raises the cursor",
      evidence,
      recurring,
    });
  },
};
