import { catchUp } from "../catch-up.js";
import type { Rule } from "../change.js";
import { hasTable, isOn } from "../situation.js";

export const fullRefreshToIncremental: Rule = {
  code: "full-refresh-to-incremental",
  about:
    "The rows of a Completed full refresh are a valid start: PostHog seeds the watermark with the greatest value of the cursor among them, and each run merges what is newer. " +
    "If the newest run did not end Completed, or the cursor is no synced column yet, one more full refresh runs before the switch. " +
    "Rows that the source deletes later stay from then on: an incremental sync never sees a deletion.",
  check: (change) => {
    const { before, after } = change;
    if (before.sync_type !== "full_refresh" || after.sync_type !== "incremental" || !hasTable(change)) return undefined;
    const needs = catchUp(change);
    const evidence = {
      guidance: "between incremental and full_refresh no data is invalidated",
      server: "the watermark is seeded from max(cursor) of the synced table; every full refresh clears it before",
    };
    // Nothing runs on a table that ends off, so a start that is not complete could not be made good before the switch.
    if (needs.catch_up && !isOn(after))
      return {
        effect: "gap",
        message:
          "the last full refresh is no complete start, and rows that it missed below the new watermark are never read again",
        hint: "switch the type when the table is switched on",
        evidence,
        needs: { ...needs, builds_on_rows: true, import: "reload" },
      };
    return {
      effect: "safe",
      message: needs.catch_up
        ? "one more full refresh makes the rows a complete start, then each run merges only what is newer"
        : "the rows of the last full refresh are a complete start; each run merges only what is newer",
      hint: "choose a cursor that every update raises, or updates are missed",
      evidence,
      needs: { ...needs, builds_on_rows: true, import: "reload" },
    };
  },
};
