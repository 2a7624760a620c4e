import { isRegistered, missingInputs } from "../../model/webhook.js";
import type { SourceRule } from "./source-rule.js";
import { inputsChange, wantsWebhook, webhookOf } from "./webhook-state.js";

export const webhookInputs: SourceRule = {
  code: "webhook-inputs",
  about:
    "`webhook.inputs` declares inputs of which PostHog holds no value, so deliveries may be turned away. The plan hands over those that are missing, from the variables of the environment in which it is applied. What PostHog holds already is never replaced by a plan: `warehog webhook rotate` does that.",
  check: (change) => {
    const { declared, source, carried } = change;
    const info = webhookOf(source);
    if (!wantsWebhook(change) || info === undefined || !isRegistered(info) || carried.has("create_webhook"))
      return undefined;
    const declaredInputs = declared.webhook?.inputs ?? {};
    const missing = missingInputs(info, declaredInputs);
    if (missing.length === 0) return undefined;
    const inputs = Object.fromEntries(Object.entries(declaredInputs).filter(([name]) => missing.includes(name)));
    return {
      ...inputsChange(info, declaredInputs),
      effect: "safe",
      message: "the webhook gets the inputs that it lacks; what it holds already stays",
      hint: "set the variables where the plan is applied; warehog webhook info shows what PostHog holds afterwards",
      evidence: {
        guidance: "a webhook needs its signing secret",
        server: "update_webhook_inputs takes some inputs alone and keeps the others",
      },
      needs: { create_webhook: true },
      step: { kind: "create_webhook", inputs },
      problems: [],
    };
  },
  asks: () => undefined,
};
