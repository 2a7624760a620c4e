import type { Rule } from "../change.js";
import { mayInvalidate } from "../may-invalidate.js";
import { enablesCdc, enters, hasTable } from "../situation.js";
import { afterMerge, mergeEffect } from "../wipe.js";

export const toCdc: Rule = {
  code: "to-cdc",
  about:
    "The next run takes a snapshot and merges it over the rows present: rows that were deleted at the source linger. A resync gives an exact copy. " +
    "Stored row filters lose their effect, because CDC captures every row. The source needs CDC switched on, which a plan does only if the YAML says `cdc:`.",
  check: (change) => {
    if (!enters(change, "cdc")) return undefined;
    const source = enablesCdc(change);
    const filters = change.before.row_filters === null ? "" : " (and its row filters lose their effect)";
    const evidence = {
      guidance: "to cdc the table shape changes: resync, after checking the prerequisites",
      server: "a full snapshot merged over the existing table on the next run; filters are ignored under cdc",
    };
    if (!hasTable(change))
      return {
        effect: "safe",
        message: `the table starts with a snapshot and then follows the source's changes${filters}`,
        hint: "nothing to do: there are no rows yet",
        evidence,
        needs: source,
      };
    return mayInvalidate(change, {
      because: `the snapshot is merged over the rows present${filters}`,
      keep: {
        effect: mergeEffect(change),
        consequence: `rows that were deleted at the source linger${afterMerge(change)}`,
      },
      hint: "choose strategy keep if the source never deletes rows",
      evidence,
      needs: source,
    });
  },
};
