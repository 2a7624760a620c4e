import type { Change, Rule } from "../change.js";
import { failedAndOff, mendsFailure } from "../failure.js";
import { publicationIsManaged, turnsOn } from "../situation.js";

/** Switching these on is a wipe in itself: a run before it would prove nothing about the rows after it. */
const onIsAWipe = (change: Change): boolean =>
  change.after.sync_type === "webhook" || (change.after.sync_type === "cdc" && publicationIsManaged(change));

export const trialRun: Rule = {
  code: "trial-run",
  about:
    "The table failed and was switched off, by PostHog or by a person. It is tried before it is trusted: the configuration is written while the table stays off, " +
    "one run is started, and only when that run has Completed is should_sync set. If the run fails the table stays off and the error is shown. " +
    "Where the item changes nothing that could mend the error, consent with `strategy: enable` says that the cause was removed elsewhere.",
  check: (change) => {
    if (!turnsOn(change) || !failedAndOff(change) || onIsAWipe(change)) return undefined;
    return {
      effect: "safe",
      message: "its last run failed, so it is switched on only after a trial run has Completed",
      hint: mendsFailure(change)
        ? "nothing to do: if the trial run fails, the table stays off and the error is shown"
        : "remove the cause of the error, then consent with `strategy: enable`",
      evidence: {
        guidance: "understand latest_error before changing anything",
        server:
          "PostHog switches tables off after errors that retrying cannot fix; a reload works on a table that is off",
      },
      ...(mendsFailure(change) ? {} : { strategies: ["enable"] as const }),
      needs: { trial: true, import: "reload" },
    };
  },
};
