import type { Rule } from "../change.js";
import { mayInvalidate } from "../may-invalidate.js";
import { hasTable } from "../situation.js";

export const appendToIncremental: Rule = {
  code: "append-to-incremental",
  about:
    "The table may hold several versions of a key, and merging by key into them gives rows that are there twice. A resync leaves one row a key and ends the history for good; " +
    "`keep` preserves the versions and accepts doubled rows.",
  check: (change) => {
    if (change.before.sync_type !== "append" || change.after.sync_type !== "incremental" || !hasTable(change))
      return undefined;
    return mayInvalidate(change, {
      because: "the table may hold several versions of a key",
      keep: { effect: "gap", consequence: "rows that are there twice stay doubled, and later rows merge into them" },
      hint: "copy the history elsewhere before a resync, or choose strategy keep",
      evidence: { guidance: "not named", server: "keeps the watermark and merges into whatever is there" },
    });
  },
};
