import { isRegistered, missingInputs } from "../../model/webhook.js";
import { blockedWebhook } from "../problems/webhook.js";
import type { SourceRule } from "./source-rule.js";
import { inputsChange, wantsWebhook, webhookOf } from "./webhook-state.js";

export const webhookRegistered: SourceRule = {
  code: "webhook-registered",
  about:
    "Declared tables are fed by the webhook of this source, and PostHog holds none, or the provider has lost it: nothing is delivered. The plan registers it. What was not delivered meanwhile is brought by the next scheduled run of each table, deleted rows excepted; a table that only a webhook feeds never gets it.",
  check: (change) => {
    const { declared, source, carried } = change;
    const info = webhookOf(source);
    if (!wantsWebhook(change) || info === undefined || isRegistered(info) || carried.has("create_webhook"))
      return undefined;
    const inputs = declared.webhook?.inputs ?? {};
    const blocked = blockedWebhook(source);
    const missing = missingInputs(info, inputs).length > 0 ? inputsChange(info, inputs) : { from: {}, to: {} };
    return {
      from: { webhook: info.exists ? "unknown to the provider" : "none", ...missing.from },
      to: { webhook: "registered", ...missing.to },
      effect: "safe",
      message:
        "deliveries begin again; what was not delivered meanwhile comes with each table's next scheduled run, and never to a table that only a webhook feeds",
      hint: "afterwards compare a table that cannot wait with its source, or resync it",
      evidence: {
        guidance: "a webhook table needs its webhook registered at the provider",
        server: "create_webhook maps the tables that are of type webhook and switched on; it is not idempotent",
      },
      needs: { create_webhook: true },
      step: { kind: "create_webhook", inputs },
      problems: blocked === undefined ? [] : [{ code: "webhook-blocked", ...blocked }],
    };
  },
  asks: (change) => (wantsWebhook(change) ? "webhook" : undefined),
};
