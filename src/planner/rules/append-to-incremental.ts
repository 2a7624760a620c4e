import type { Rule } from "../change.js";
import { mayInvalidate } from "../may-invalidate.js";
import { hasTable } from "../situation.js";
import { afterMerge } from "../wipe.js";

export const appendToIncremental: Rule = {
  code: "append-to-incremental",
  about:
    "The table may hold several versions of a key, and a merge writes the newest values into each of them: rows are there twice, and their older versions are gone. " +
    "A resync leaves one row a key and ends the history at once; `keep` ends it key by key and leaves the rows doubled.",
  check: (change) => {
    if (change.before.sync_type !== "append" || change.after.sync_type !== "incremental" || !hasTable(change))
      return undefined;
    return mayInvalidate(change, {
      because: "the table may hold several versions of a key",
      keep: { effect: "loss", consequence: `rows that are there twice stay doubled${afterMerge(change)}` },
      hint: "copy the history elsewhere before a resync, or choose strategy keep",
      evidence: { guidance: "not named", server: "keeps the watermark and merges into whatever is there" },
    });
  },
};
