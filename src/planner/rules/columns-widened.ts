import type { Rule } from "../change.js";
import { selection } from "../columns.js";
import { mayInvalidate } from "../may-invalidate.js";
import { hasTable } from "../situation.js";

export const columnsWidened: Rule = {
  code: "columns-widened",
  about:
    "New columns are filled from the next run on, and only in rows that run reads: old rows stay empty there. A resync fills them; `keep` leaves them empty. " +
    "A full refresh fills everything by itself.",
  check: (change) => {
    if (!hasTable(change) || !selection(change).widens) return undefined;
    const evidence = {
      guidance: "not named",
      server: "added columns appear with the next sync; old rows are not filled",
    };
    if (change.after.sync_type === "full_refresh")
      return {
        effect: "safe",
        message: "the next run fills the new columns in every row",
        hint: "nothing to do: a reload starts that run at once",
        evidence,
        needs: { import: "reload" },
      };
    return mayInvalidate(change, {
      because: "old rows do not have the new columns",
      keep: { effect: "gap", consequence: "they stay empty there until they change at the source" },
      hint: "choose strategy keep if the new columns matter only for new rows",
      evidence,
    });
  },
};
