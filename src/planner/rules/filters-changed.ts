import type { Rule } from "../change.js";
import { mayInvalidate } from "../may-invalidate.js";
import { hasTable } from "../situation.js";

export const filtersChanged: Rule = {
  code: "filters-changed",
  about:
    "Filters hold for future reads: rows that they leave out now are not removed, and rows that they let in now are not fetched. A resync makes the table match; " +
    "`keep` leaves the past as it is. A full refresh matches with its next run.",
  check: (change) => {
    if (!hasTable(change) || !change.changed.has("row_filters")) return undefined;
    const evidence = { guidance: "not named", server: "future reads only; rows outside are not removed" };
    if (change.after.sync_type === "full_refresh")
      return {
        effect: "safe",
        message: "the next run imports exactly the rows that the new filters let in",
        hint: "nothing to do: a reload starts that run at once",
        evidence,
        needs: { import: "reload" },
      };
    return mayInvalidate(change, {
      because: "the filters hold for future reads only",
      keep: { effect: "gap", consequence: "rows they leave out now stay, and rows they let in now are missing" },
      hint: "choose strategy keep if the past may stay as it is",
      evidence,
    });
  },
};
