import type { Rule } from "../change.js";
import { mayInvalidate } from "../may-invalidate.js";
import { hasTable, publicationIsManaged, turnsOn } from "../situation.js";
import { afterWipe, wipeEffect } from "../wipe.js";

export const cdcTurnedOn: Rule = {
  code: "cdc-turned-on",
  about:
    "While a CDC table is off its changes are not captured. With a publication that PostHog manages, switching it on wipes the table and takes a new snapshot. " +
    "With a publication of your own nothing is wiped: changes that your replication slot did not keep are missing, so the default is a resync; " +
    "`keep` is right only where the slot kept everything.",
  check: (change) => {
    if (!turnsOn(change) || !hasTable(change) || change.after.sync_type !== "cdc") return undefined;
    const guidance = "should_sync never invalidates data";
    if (publicationIsManaged(change))
      return {
        effect: wipeEffect(change),
        message: `the table joins the publication again and the next run deletes every row and takes a new snapshot; ${afterWipe(change)}`,
        hint: "there is no other way back: leave should_sync: false to keep the rows as they are",
        evidence: { guidance, server: "re-enabling forces a wipe and a full snapshot on the next run" },
        needs: { import: "reload" },
      };
    if (change.before.sync_type !== "cdc") return undefined; // to-cdc speaks
    return mayInvalidate(change, {
      because: "what changed at the source while the table was off may not have been kept by your replication slot",
      keep: { effect: "gap", consequence: "those changes would be missing" },
      hint: "choose strategy keep only if the slot kept every change",
      evidence: { guidance, server: "with a self-managed publication re-enabling resets nothing" },
    });
  },
};
