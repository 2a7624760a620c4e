import type { SourceRule } from "./source-rule.js";
import { wantsNoWebhook, webhookOf, webhookTables } from "./webhook-state.js";

export const webhookRemoved: SourceRule = {
  code: "webhook-removed",
  about:
    "`webhook.enabled: false` says that the source is to have no webhook. The plan removes it, in PostHog and at the provider, once no table is of type webhook, declared or not, switched off or not. Leaving the section out removes nothing.",
  check: (change) => {
    const { source, carried } = change;
    if (!wantsNoWebhook(change) || webhookOf(source)?.exists !== true || carried.has("delete_webhook"))
      return undefined;
    const users = webhookTables(source);
    return {
      from: { webhook: "registered" },
      to: { webhook: "none" },
      effect: "safe",
      message: "PostHog takes no deliveries of this source any more, and no table needs any",
      hint: "to have it again, declare a table with sync_type: webhook and remove `enabled: false`",
      evidence: {
        guidance: "delete the webhook only when the last webhook table has left",
        server: "delete_webhook refuses while an enabled table uses it, and counts no others",
      },
      needs: { delete_webhook: true },
      step: { kind: "delete_webhook" },
      problems: users.length === 0 ? [] : [inUse(users)],
    };
  },
  asks: (change) => (wantsNoWebhook(change) ? "webhook" : undefined),
};

const SHOWN = 5;

const inUse = (users: readonly string[]) => ({
  code: "webhook-in-use",
  message: `the webhook feeds ${users.slice(0, SHOWN).join(", ")}${users.length > SHOWN ? ` and ${users.length - SHOWN} more` : ""}, declared or not`,
  hint: "declare another sync_type for each of them first, or remove `enabled: false` from webhook:",
});
