import type { Change } from "./change.js";

/**
 * A patch to webhook registers one only where PostHog holds none, and its failure is a 400 after the save;
 * one that the provider has lost is never registered again by a patch. The executor looks again before it creates.
 */
export function createsWebhook({ source }: Change): { readonly create_webhook?: true } {
  const works =
    source.webhook.state === "read" && source.webhook.value.exists && source.webhook.value.external_exists !== false;
  return works ? {} : { create_webhook: true };
}

/**
 * Only the last table to leave takes the webhook along, counting tables that nobody declared and tables that are switched off:
 * the server counts enabled ones only and would cut the others off.
 */
export function deletesWebhook({ source, siblings, live }: Change): { readonly delete_webhook?: true } {
  const gone = source.webhook.state === "read" && !source.webhook.value.exists;
  const declared = new Set([live.id, ...siblings.map(({ schema_id }) => schema_id)]);
  const stays = siblings.some(({ schema_id, typeAfter }) => schema_id !== live.id && typeAfter === "webhook");
  const unmanaged = [
    ...(source.tables ?? []).map(({ id, settings }) => ({ id, sync_type: settings.sync_type })),
    ...source.listed,
  ];
  const elsewhere = unmanaged.some(({ id, sync_type }) => !declared.has(id) && sync_type === "webhook");
  return gone || stays || elsewhere ? {} : { delete_webhook: true };
}
