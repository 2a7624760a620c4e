import type { Rule } from "../change.js";
import { hasTable, turnsOn, webhookOnly } from "../situation.js";
import { createsWebhook } from "../webhook-use.js";
import { afterWipe, wipeEffect } from "../wipe.js";

export const webhookTurnedOn: Rule = {
  code: "webhook-turned-on",
  about:
    "Switching a webhook table on again after its first sync makes PostHog wipe it and import it by polling at once, because deliveries were missed. " +
    "A webhook-only table cannot be polled: it just resumes, and what was sent while it was off stays missing. " +
    "Where the same change also takes the table to webhook or away from it, whether PostHog wipes and starts is not told: a resync makes sure of both.",
  check: (change) => {
    if (!turnsOn(change) || !hasTable(change)) return undefined;
    const was = change.before.sync_type === "webhook";
    const is = change.after.sync_type === "webhook";
    if (!was && !is) return undefined;
    const evidence = {
      guidance: "should_sync never invalidates data",
      server:
        "re-enabling after the initial sync marks a full wipe and triggers it at once; a webhook-only table resumes",
    };
    const webhook = is ? createsWebhook(change) : {};
    if (is && webhookOnly(change) === true)
      return {
        effect: "gap",
        message: "deliveries that came while the table was off are missing and nothing can import them",
        hint: "send the missed events again from the provider, if it can",
        evidence,
        needs: webhook,
      };
    if (!was || !is)
      return {
        effect: wipeEffect(change),
        message: `every row is deleted and imported again, because PostHog may do so by itself; ${afterWipe(change)}`,
        hint: is
          ? "to keep the rows, switch the table on in one change and to webhook in the next"
          : "there is no sure way to keep the rows but to leave should_sync: false",
        evidence,
        needs: { import: "resync", ...webhook },
      };
    return {
      effect: wipeEffect(change),
      message: `PostHog deletes every row and imports the table again at once; ${afterWipe(change)}`,
      hint: "there is no other way back: leave should_sync: false to keep the rows as they are",
      evidence,
      needs: { import: "started", ...webhook },
    };
  },
};
