import type { Rule } from "../change.js";
import { hasTable, turnsOn, webhookOnly } from "../situation.js";
import { createsWebhook } from "../webhook-use.js";
import { afterWipe, wipeEffect } from "../wipe.js";

export const webhookTurnedOn: Rule = {
  code: "webhook-turned-on",
  about:
    "Switching a webhook table on again after its first sync makes PostHog wipe it and import it by polling at once, because deliveries were missed. " +
    "A webhook-only table cannot be polled: it just resumes, and what was sent while it was off stays missing.",
  check: (change) => {
    if (!turnsOn(change) || !hasTable(change) || change.after.sync_type !== "webhook") return undefined;
    const evidence = {
      guidance: "should_sync never invalidates data",
      server:
        "re-enabling after the initial sync marks a full wipe and triggers it at once; a webhook-only table resumes",
    };
    const webhook = createsWebhook(change);
    if (webhookOnly(change) === true)
      return {
        effect: "gap",
        message: "deliveries that came while the table was off are missing and nothing can import them",
        hint: "send the missed events again from the provider, if it can",
        evidence,
        needs: webhook,
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
