import type { WebhookInputs } from "../model/desired.js";
import type { LiveSource } from "../model/live.js";
import { isRegistered, missingInputs } from "../model/webhook.js";
import type { Change } from "./change.js";

/**
 * A patch to webhook registers one only where PostHog holds none, and its failure is a 400 after the save;
 * one that the provider has lost is never registered again by a patch. The executor looks again before it creates.
 */
export const createsWebhook = ({ source: { webhook } }: Change): { readonly create_webhook?: true } =>
  webhook.state === "read" && isRegistered(webhook.value) ? {} : { create_webhook: true };

/** Is a webhook that was to be created with these inputs all there? undefined: nobody looked. */
export const webhookIsMade = ({ webhook }: LiveSource, inputs: WebhookInputs): boolean | undefined =>
  webhook.state === "read"
    ? isRegistered(webhook.value) && missingInputs(webhook.value, inputs).length === 0
    : undefined;

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
