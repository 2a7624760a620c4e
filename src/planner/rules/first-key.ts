import type { Change, Rule } from "../change.js";
import { mayInvalidate } from "../may-invalidate.js";
import { hasTable } from "../situation.js";

/** What a full refresh left is one copy of each row: no key can have merged it wrongly. */
function accepted({ before, after }: Change): boolean {
  if (before.sync_type === "full_refresh") return false;
  if (after.sync_type === "append") return true;
  return after.sync_type === "incremental" && (before.primary_key_columns ?? []).length === 0;
}

export const firstKey: Rule = {
  code: "first-key",
  about:
    "A first key on an incremental table without one, or any key on append. The server takes it while rows exist, and later rows are merged or labelled by it; " +
    "the guidance holds that rows synced without it may be there twice. A resync makes them right for sure; `keep` is safe where the column was unique all along.",
  check: (change) => {
    if (!change.changed.has("primary_key_columns") || !hasTable(change) || !accepted(change)) return undefined;
    return mayInvalidate(change, {
      because: "rows that were synced without this key are not merged by it",
      keep: { effect: "safe", consequence: "they stay as they are, and later rows follow the key" },
      hint: "choose strategy keep if no row is there twice",
      evidence: {
        guidance: "a changed primary key needs a resync",
        server: "accepts a first key on a keyless incremental table and any key on append",
      },
    });
  },
};
