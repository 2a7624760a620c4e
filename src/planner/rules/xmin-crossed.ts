import type { Rule } from "../change.js";
import { enters, hasTable, isOn, leaves } from "../situation.js";
import { afterWipe, wipeEffect } from "../wipe.js";

export const xminCrossed: Rule = {
  code: "xmin-crossed",
  about:
    "A table that goes to xmin or leaves it is wiped and imported again by PostHog itself, at once if it is switched on: the two kinds of watermark have nothing in common.",
  check: (change) => {
    if (!hasTable(change) || !(enters(change, "xmin") || leaves(change, "xmin"))) return undefined;
    const recurring = change.after.sync_type === "full_refresh";
    return {
      effect: wipeEffect(change),
      ...(recurring ? { recurring } : {}),
      message: `PostHog deletes every row and imports the table again by itself; ${afterWipe(change)}`,
      hint: "there is no way to keep the rows: stay with the sync type if that is too much",
      evidence: { guidance: "not named", server: "wipes in both directions, at once if switched on" },
      // Whether a patch that also switches the table on triggers the run is not told; the mark waits either way.
      needs: { import: isOn(change.before) ? "started" : "reload" },
    };
  },
};
