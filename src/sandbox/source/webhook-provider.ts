import { log } from "../effects.js";
import type { Schema, Source, Webhook } from "../state.js";
import type { World } from "../world.js";

/** Events that the provider has to send for these tables, each once: tables may share one. */
const wantedEvents = (source: Source, schemas: readonly Schema[]): string[] => {
  const names = new Set(schemas.map((schema) => schema.name));
  const tables = source.live_source.tables.filter((table) => names.has(table.name));
  return [...new Set(tables.flatMap((table) => table.webhook_events))];
};

/** Those of them that the provider does not send yet; `*` stands for all. */
export function missingEvents(source: Source, schemas: readonly Schema[]): readonly string[] {
  const enabled = new Set(source.live_source.webhook_provider.enabled_events);
  return enabled.has("*") ? [] : wantedEvents(source, schemas).filter((event) => !enabled.has(event));
}

/** @returns the provider's error text, undefined when it took the webhook */
export function registerWebhook(world: World, source: Source, webhook: Webhook): string | undefined {
  const provider = source.live_source.webhook_provider;
  const error = provider.create_error ?? provider.auto_creation_blocked_reason;
  if (error !== null) return error;
  const mapped = new Set(Object.values(webhook.schema_mapping));
  provider.exists = true;
  provider.url = webhook.webhook_url;
  provider.status = "enabled";
  provider.enabled_events = wantedEvents(
    source,
    source.schemas.filter((schema) => mapped.has(schema.id)),
  );
  log(world, { kind: "webhook_registered", source_id: source.id });
  return undefined;
}

/** Best effort: a provider that refuses leaves the events to the user, and the request succeeds all the same. */
export function addWebhookEvents(
  world: World,
  source: Source,
  schema: Schema,
  { gained }: { readonly gained: boolean },
): void {
  const provider = source.live_source.webhook_provider;
  if (provider.sync_error !== null || !provider.exists) return;
  const missing = missingEvents(source, [schema]);
  if (!gained && missing.length === 0) return;
  provider.enabled_events = [...(provider.enabled_events ?? []), ...missing];
  log(world, { kind: "webhook_events_reconciled", source_id: source.id });
}

/** @returns the provider's error text, undefined when it no longer has the webhook */
export function unregisterWebhook(world: World, source: Source): string | undefined {
  const provider = source.live_source.webhook_provider;
  if (provider.delete_error !== null) return provider.delete_error;
  if (!provider.exists) return undefined;
  provider.exists = false;
  provider.url = null;
  provider.status = null;
  provider.enabled_events = null;
  log(world, { kind: "webhook_unregistered", source_id: source.id });
  return undefined;
}
