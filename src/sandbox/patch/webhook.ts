import { invalid, serverError } from "../errors.js";
import { discover, hasConfiguration } from "../source/discovery.js";
import { ensureWebhook } from "../source/webhook-function.js";
import { addWebhookEvents, registerWebhook } from "../source/webhook-provider.js";
import type { Rule } from "./edit.js";

/**
 * Creates the source's webhook for its first webhook table, or extends it. A source or table without webhooks is passed over.
 *
 * @throws {ApiError} 400 when the provider refuses, with everything already saved; 500 when the tables cannot be listed
 */
export const setUpWebhook: Rule = ({ world, source, sent, schema }) => {
  if (sent.sync_type !== "webhook" || !hasConfiguration(source) || !source.supports_webhooks) return;
  const discovered = discover(source);
  if (!discovered.ok) throw serverError();
  if (!discovered.value.some((table) => table.name === schema.name && table.supports_webhooks)) return;
  const { webhook, created, gained } = ensureWebhook(world, source, [schema]);
  if (!created) {
    addWebhookEvents(world, source, schema, { gained });
    return;
  }
  const error = registerWebhook(world, source, webhook);
  if (error === undefined) return;
  throw invalid(
    `Failed to register webhook on your source: ${error}. You can set up the webhook manually from the Webhook tab.`,
  );
};
