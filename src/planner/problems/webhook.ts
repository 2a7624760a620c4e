import type { Problem } from "../../model/finding.js";
import type { LiveSource } from "../../model/live.js";
import type { ProblemCheck } from "../change.js";
import { enters, turnsOn } from "../situation.js";
import { offerOf } from "./touches.js";

export const webhookNotSupported: ProblemCheck = {
  code: "webhook-not-supported",
  about:
    "This source, or this table of it, has no webhooks. PostHog stores the type with a 200 and nothing ever arrives. Choose another sync type.",
  check: (change) => {
    const { source, live } = change;
    if (!enters(change, "webhook")) return undefined;
    const bySource =
      !source.supports_webhooks || (source.webhook.state === "read" && !source.webhook.value.supports_webhooks);
    if (!bySource && offerOf(live)?.supports_webhooks !== false) return undefined;
    const who = bySource ? `${source.source_type} sources` : `"${live.name}"`;
    return {
      message: `${who} cannot be fed by a webhook: PostHog would store the type and nothing would ever arrive`,
      hint: "choose another sync_type",
    };
  },
};

export const webhookOnlyProblem: ProblemCheck = {
  code: "webhook-only",
  about:
    "Nothing but a webhook feeds this table: it cannot be polled, and PostHog refuses every other sync type. Declare sync_type: webhook.",
  check: ({ changed, after, live }) =>
    changed.has("sync_type") && after.sync_type !== "webhook" && offerOf(live)?.webhook_only === true
      ? {
          message: `"${live.name}" can only be fed by a webhook, so PostHog refuses ${after.sync_type}`,
          hint: "declare sync_type: webhook",
        }
      : undefined,
};

export const webhookBlocked: ProblemCheck = {
  code: "webhook-blocked",
  about:
    "PostHog cannot register the webhook at the provider through this connection. The type would be saved and the registration fail. Set the webhook up by hand in PostHog, then plan again.",
  check: (change) => {
    const needs = enters(change, "webhook") || (turnsOn(change) && change.after.sync_type === "webhook");
    return needs ? blockedWebhook(change.source) : undefined;
  },
};

export function blockedWebhook({ webhook }: LiveSource): Omit<Problem, "code"> | undefined {
  if (webhook.state !== "read" || webhook.value.exists) return undefined;
  const reason = webhook.value.auto_creation_blocked_reason;
  if (reason === null) return undefined;
  return {
    message: `PostHog cannot register the webhook at the provider: ${reason}`,
    hint: "set it up by hand on the Webhook tab of the source in PostHog, then plan again",
  };
}
