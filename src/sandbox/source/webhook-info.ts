import { requireSource } from "../access.js";
import type { Handler } from "../handler.js";
import type { Source, Webhook } from "../state.js";
import { hasConfiguration } from "./discovery.js";
import { activeWebhook, webhookTables } from "./webhook-function.js";
import { missingEvents } from "./webhook-provider.js";

export const webhookInfo: Handler = (request) => {
  const source = requireSource(request);
  const webhook = source.supports_webhooks ? activeWebhook(source) : undefined;
  const external = webhook === undefined ? null : externalStatus(source);
  return {
    status: 200,
    body: {
      supports_webhooks: source.supports_webhooks,
      exists: webhook !== undefined,
      auto_creation_blocked_reason: blockedReason(source),
      hog_function: webhook === undefined ? null : functionView(webhook),
      webhook_url: webhook?.webhook_url ?? null,
      schema_mapping: webhook?.schema_mapping ?? {},
      // A source type without webhooks has neither of the two.
      ...(source.supports_webhooks && {
        inputs: webhook === undefined ? {} : inputsView(source, webhook),
        missing_events: external?.exists === true ? missingEvents(source, webhookTables(source)).toSorted() : [],
      }),
      external_status: external,
    },
  };
};

/** Why the connection can never make the webhook itself; null when nothing is known to be in the way. */
export const blockedReason = (source: Source): string | null =>
  source.supports_webhooks && hasConfiguration(source)
    ? source.live_source.webhook_provider.auto_creation_blocked_reason
    : null;

const functionView = ({ id, name, enabled, created_at, status }: Webhook) => ({
  id,
  name,
  enabled,
  created_at,
  status,
});

/** The fields of the source's webhook that are filled, secrets only by the fact. */
function inputsView({ capabilities }: Source, { inputs }: Webhook): Readonly<Record<string, unknown>> {
  const filled = capabilities.webhook_fields.filter(({ name }) => Object.hasOwn(inputs, name));
  return Object.fromEntries(
    filled.map(({ name, secret }) => [name, secret ? { secret: true } : { value: inputs[name] }]),
  );
}

function externalStatus(source: Source) {
  if (!hasConfiguration(source)) return null;
  const { read_error: error, exists, url, enabled_events, status, description } = source.live_source.webhook_provider;
  const seen =
    error === null && exists
      ? { exists: true, url, enabled_events, status, description }
      : { exists: false, url: null, enabled_events: null, status: null, description: null };
  return { ...seen, created_at: null, api_version: null, error };
}
