import { addedTargets, droppedTargets } from "../cdc-targets.js";
import type { Rule } from "../change.js";
import { hasTable } from "../situation.js";

export const cdcTargetDropped: Rule = {
  code: "cdc-target-dropped",
  about:
    "From mode both, one of the two tables is not written any more. It stays, looks alive, and freezes at its last row: whoever reads it sees old data without an error.",
  check: (change) => {
    if (!hasTable(change) || addedTargets(change).length > 0 || droppedTargets(change).length === 0) return undefined;
    const frozen = droppedTargets(change)[0] === "rows" ? "table of current rows" : "change history";
    return {
      effect: "disruptive",
      message: `the ${frozen} is not written any more and freezes as it is`,
      hint: "point readers at the table that stays, then delete the frozen one in PostHog",
      evidence: {
        guidance: "cdc_table_mode is mostly harmless",
        server: "nothing: the dropped table is left as it is",
      },
      needs: {},
    };
  },
};
