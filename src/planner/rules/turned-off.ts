import type { Change, Rule } from "../change.js";
import { hasTable, publicationIsManaged, turnsOff, webhookOnly } from "../situation.js";

/** What coming back will cost, said before anybody leaves. */
function comingBack(change: Change): string {
  const { sync_type } = change.after;
  if (sync_type === "webhook") return "switching it on again deletes every row and imports it again";
  if (sync_type === "cdc" && publicationIsManaged(change))
    return "the table leaves the publication, and switching it on again deletes every row and takes a new snapshot";
  if (sync_type === "cdc") return "what changes meanwhile is kept only as long as your own replication slot keeps it";
  if (sync_type === "full_refresh") return "switching it on again imports every row, as each run does";
  return "switching it on again continues from where it stopped";
}

export const turnedOff: Rule = {
  code: "turned-off",
  about:
    "Nothing is imported any more; the rows stay as they are. What coming back costs depends on the sync type: poll types continue from the watermark, " +
    "webhook tables and CDC tables whose publication PostHog manages are wiped and imported again. " +
    "A webhook-only table loses every delivery that arrives while it is off: nothing can import them later.",
  check: (change) => {
    if (!turnsOff(change)) return undefined;
    const evidence = {
      guidance: "should_sync never invalidates data",
      server:
        "the schedule is paused and a running sync cancelled; CDC leaves the publication; deliveries are not kept for later",
    };
    // Not knowing whether polling could make up for the deliveries must not pass for knowing that it could.
    if (change.before.sync_type === "webhook" && hasTable(change) && webhookOnly(change) !== false)
      return {
        effect: "loss",
        message:
          webhookOnly(change) === true
            ? "deliveries that arrive while it is off are lost for good: this table cannot be imported by polling"
            : "deliveries that arrive while it is off may be lost for good: the source was not asked whether it can be polled",
        hint: "keep should_sync: true, or set a slower sync_frequency if load is the reason",
        evidence,
        needs: {},
      };
    return {
      effect: "safe",
      message: `nothing is imported any more and the rows stay; ${comingBack(change)}`,
      hint: "to lower the load without stopping, set a slower sync_frequency instead",
      evidence,
      needs: {},
    };
  },
};
