import { NOW, WEBHOOK, type Settings } from "../patch/one-table.js";

type Members = Readonly<Record<string, unknown>>;

export const URL = "https://hooks.example/dwh";

const FIELDS = [{ name: "signing_secret", required: true, secret: true }, { name: "endpoint_name" }];

/** A source with webhooks; `webhook` is PostHog's side and `provider` the other. */
export const source = ({
  webhook,
  provider,
  ...settings
}: Settings & { readonly webhook?: Members; readonly provider?: Members }): Settings => ({
  ...settings,
  schema: { sync_type: "webhook", ...settings.schema },
  capabilities: { webhook_fields: FIELDS },
  source: {
    supports_webhooks: true,
    ...(webhook && { webhook: { id: WEBHOOK, name: "Orders", created_at: NOW, webhook_url: URL, ...webhook } }),
    ...settings.source,
  },
  live: { webhook_provider: provider, ...settings.live },
  liveTable: { supports_webhooks: true, webhook_events: ["order.paid", "order.created"], ...settings.liveTable },
});

/** The webhook as the provider describes it. */
export const EXISTS = {
  exists: true,
  url: URL,
  status: "enabled",
  enabled_events: ["order.created"],
  description: "ours",
};
export const NOT_THERE = { exists: false, url: null, enabled_events: null, status: null, description: null };
