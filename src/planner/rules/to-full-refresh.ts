import type { Rule } from "../change.js";
import { hasTable } from "../situation.js";
import { afterWipe, wipeEffect } from "../wipe.js";

const FROM = ["incremental", "append", "webhook"];

export const toFullRefresh: Rule = {
  code: "to-full-refresh",
  about:
    "Every run deletes all rows and imports the table again, each time billed. What the source has dropped since disappears with the first run, " +
    "and on append so does every version collected. Right for small tables without a usable cursor.",
  check: (change) =>
    hasTable(change) &&
    change.after.sync_type === "full_refresh" &&
    FROM.some((type) => type === change.before.sync_type)
      ? {
          effect: wipeEffect(change),
          recurring: true,
          message: `each run deletes every row and imports it again; ${afterWipe(change)}`,
          hint: "stay incremental if a cursor exists that every update raises",
          evidence: {
            guidance: "valid between incremental and full_refresh; append to full_refresh leaves duplicates",
            server: "nothing at once; every following run wipes and reloads all, so old duplicates disappear",
          },
          needs: { import: "reload" },
        }
      : undefined,
};
