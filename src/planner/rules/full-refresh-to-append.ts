import { catchUp } from "../catch-up.js";
import type { Rule } from "../change.js";
import { mayInvalidate } from "../may-invalidate.js";
import { hasTable } from "../situation.js";

export const fullRefreshToAppend: Rule = {
  code: "full-refresh-to-append",
  about:
    "From here on a row that changes at the source is added again instead of replacing its older version: whoever reads the table has to choose the newest. " +
    "The guidance asks for a resync because the rows present have no history; the server takes them as a valid start, so `keep` is possible.",
  check: (change) => {
    if (change.before.sync_type !== "full_refresh" || change.after.sync_type !== "append" || !hasTable(change))
      return undefined;
    return mayInvalidate(change, {
      because: "the rows of a full refresh have no history",
      keep: {
        effect: "disruptive",
        consequence: "they become the first version, and readers see several versions of a key from now on",
        needs: catchUp(change),
      },
      hint: "choose strategy keep if the rows present may count as the first version",
      evidence: {
        guidance: "full_refresh to append may invalidate the rows",
        server: "current rows stay and later versions are added: a valid baseline",
      },
    });
  },
};
