import { isRegistered } from "../../model/webhook.js";
import type { Cause, Found } from "../cause.js";

export const webhookSilent: Cause = {
  code: "webhook-silent",
  about:
    "The table is of type webhook, and no change reaches it: the webhook is not registered, does not feed the table, or lacks events. Mend it on the Webhook tab of the source. What changed meanwhile was not delivered; if it matters, only a resync brings it in.",
  find({ source, table }) {
    if (table.settings.sync_type !== "webhook" || table.settings.should_sync !== true) return undefined;
    if (source.webhook.state !== "read") return undefined;
    const info = source.webhook.value;
    const wrong = !info.exists
      ? "webhook_info: PostHog holds no webhook for the source"
      : !isRegistered(info)
        ? "webhook_info: the provider does not know the webhook"
        : !info.mapped_schema_ids.includes(table.id)
          ? "webhook_info: the webhook does not feed this table"
          : info.missing_events.length > 0
            ? `webhook_info: events are missing at the provider: ${info.missing_events.join(", ")}`
            : undefined;
    return wrong === undefined ? undefined : silent(wrong);
  },
};

const silent = (evidence: string): Found => ({
  message: "no change reaches the table although it waits for a webhook",
  evidence: [evidence],
  remedies: [
    { kind: "fix_outside", what: "mend the webhook on the Webhook tab of the source in PostHog" },
    { kind: "reload" },
  ],
  otherwise: [
    { kind: "resync", what: "what changed while nothing was delivered is missing; if it matters, import all again" },
  ],
});
