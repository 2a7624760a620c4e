import { isSyncType } from "../../model/settings.js";
import type { Rule } from "../change.js";
import { mayInvalidate } from "../may-invalidate.js";
import { hasTable, turnsOn } from "../situation.js";

export const typeUnknown: Rule = {
  code: "type-unknown",
  about:
    "Rows are there, but PostHog shows no sync type, or one that Warehog does not know: how these rows came about cannot be told, and neither can what a new type does to them. " +
    "Switching CDC off at the source leaves tables like that. Consent says that the new type may be set; a resync makes the rows right whatever they were.",
  check: (change) => {
    const { before, changed } = change;
    if (!hasTable(change) || isSyncType(before.sync_type)) return undefined;
    if (!changed.has("sync_type") && !turnsOn(change)) return undefined; // left alone, it stays as unknown as it was
    const verdict = mayInvalidate(change, {
      because:
        before.sync_type === null
          ? "nobody knows how the rows present came about"
          : `the rows came from a sync type that Warehog does not know ("${before.sync_type}")`,
      keep: { effect: "unknown", consequence: "whether they fit the new sync type cannot be told" },
      hint: "look at the table first; with a consent the type is set and the rows are imported again",
      evidence: {
        guidance: "not named",
        server: "shows a stored type that it does not support as null",
      },
    });
    return { ...verdict, effect: "unknown" };
  },
};
