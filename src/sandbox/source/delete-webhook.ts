import { requireSource } from "../access.js";
import { refusedWithMessage } from "../errors.js";
import type { Handler } from "../handler.js";
import { requireWebhookSupport } from "./create-webhook.js";
import { hasConfiguration } from "./discovery.js";
import { activeWebhook, webhookTables } from "./webhook-function.js";
import { unregisterWebhook } from "./webhook-provider.js";

/** PostHog's side goes in any case; the provider's only if it can be reached and agrees. */
export const deleteWebhook: Handler = (request) => {
  const source = requireSource(request);
  requireWebhookSupport(source);
  const users = webhookTables(source).map((schema) => schema.name);
  if (users.length > 0) {
    throw refusedWithMessage(
      400,
      `Cannot delete webhook while tables are using webhook sync: ${users.join(", ")}. Switch them to full refresh, incremental, or disable syncing first.`,
    );
  }
  const webhook = activeWebhook(source);
  if (webhook === undefined) return { status: 200, body: { success: true, external_deleted: false, error: null } };
  webhook.deleted = true;
  webhook.enabled = false;
  if (!hasConfiguration(source)) return { status: 200, body: { success: true, external_deleted: false, error: null } };
  const error = unregisterWebhook(request.world, source) ?? null;
  return { status: 200, body: { success: true, external_deleted: error === null, error } };
};
