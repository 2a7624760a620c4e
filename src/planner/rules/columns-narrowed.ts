import type { Rule } from "../change.js";
import { selection } from "../columns.js";
import { hasTable } from "../situation.js";

export const columnsNarrowed: Rule = {
  code: "columns-narrowed",
  about:
    "Columns that are not enabled any more vanish from queries at once, with no run in between: every view, insight or endpoint that names one fails from that moment. " +
    "The primary key and the cursor are always kept.",
  check: (change) => {
    const { narrows, vanishing } = selection(change);
    if (!hasTable(change) || !narrows) return undefined;
    const unknown = change.live.table?.columns.length === 0;
    const evidence = {
      guidance: "not named",
      server: "removed columns vanish from queries at once; key and cursor stay",
    };
    if (vanishing.length === 0 && !unknown)
      return {
        effect: "safe",
        message: "no column vanishes; those that the source gains later stay out",
        hint: "set enabled_columns: null to take every column",
        evidence,
        needs: {},
      };
    const names = unknown ? "columns that are not listed" : vanishing.map((column) => `"${column}"`).join(", ");
    return {
      effect: "disruptive",
      message: `what reads ${names} fails at once: not listed means gone from queries`,
      hint: "change what reads these columns first",
      evidence,
      needs: {},
    };
  },
};
