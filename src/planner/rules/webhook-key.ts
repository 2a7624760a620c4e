import type { Rule } from "../change.js";
import { mayInvalidate } from "../may-invalidate.js";
import { hasTable } from "../situation.js";

export const webhookKey: Rule = {
  code: "webhook-key",
  about:
    "Deliveries are merged by the key. Rows merged by the old one may be there twice, or one may stand for several. The server takes the new key while rows exist, " +
    "so the default is a resync; a webhook-only table cannot be imported again and its rows stay as they are.",
  check: (change) => {
    if (!change.changed.has("primary_key_columns") || change.after.sync_type !== "webhook") return undefined;
    if (!hasTable(change) || change.before.sync_type === "full_refresh") return undefined;
    return mayInvalidate(change, {
      because: "the rows present were merged by another key",
      keep: { effect: "gap", consequence: "rows may be doubled, or stand for several" },
      hint: "choose strategy keep if both keys tell the same rows apart",
      evidence: { guidance: "a changed primary key needs a resync", server: "accepts any key on webhook" },
    });
  },
};
