import { runBringsCursor } from "../catch-up.js";
import type { Change, Rule } from "../change.js";
import { mayInvalidate } from "../may-invalidate.js";
import { afterWipe, wipeEffect } from "../wipe.js";
import { cursorChanges, cursorInTable, hasTable, readsByCursor } from "../situation.js";

const named = ({ before, after }: Change): string =>
  before.incremental_field === after.incremental_field
    ? `"${after.incremental_field}" is read as ${after.incremental_field_type} from now on`
    : `the new cursor "${after.incremental_field}" starts from its greatest synced value`;

/** Nothing tells from outside whether a synced column holds a value: only max() of it could. */
const keeping = (change: Change): string =>
  "rows that changed at the source below that mark would be missed; " +
  `if no synced row has a value there, PostHog deletes every row and imports the table again` +
  (wipeEffect(change) === "loss" ? ` (a loss: ${afterWipe(change)})` : "");

export const cursorChanged: Rule = {
  code: "cursor-changed",
  about:
    "PostHog seeds the watermark of a new cursor with its greatest value among the rows already synced. Rows that changed at the source but lie below that value are never read again. " +
    "A resync reads everything anew; `keep` accepts the gap and is right where both columns rise together. " +
    "Where the new cursor is no synced column, or no synced row has a value in it, there is nothing to seed from, and PostHog wipes and imports by itself.",
  check: (change) => {
    if (!hasTable(change) || !cursorChanges(change)) return undefined;
    if (!readsByCursor(change.before) || !readsByCursor(change.after)) return undefined; // the change of type speaks
    const column = cursorInTable(change);
    return mayInvalidate(change, {
      because: named(change),
      ...(column === "synced" ? { keep: { effect: "gap", consequence: keeping(change) } } : {}),
      hint:
        column === "synced"
          ? "choose strategy keep if both columns rise together, or keep the old cursor"
          : "the new cursor is no synced column, so the rows cannot stay: sync the column first, or keep the old cursor",
      evidence: {
        guidance: "a changed incremental_field needs a resync",
        server: "seeds the watermark from max(new cursor) of the synced rows; wipes at once where that cannot be told",
      },
      started: column === "missing" && runBringsCursor(change),
    });
  },
};
