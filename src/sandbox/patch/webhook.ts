import { invalid, serverError } from "../errors.js";
import { textIn } from "../extensions.js";
import { discover, hasConfiguration } from "../source/discovery.js";
import { ensureWebhook } from "../source/webhook-function.js";
import { addWebhookEvents, registerWebhook } from "../source/webhook-provider.js";
import type { Rule } from "./edit.js";

/**
 * Creates the source's webhook for its first webhook table, or extends it. A source or table without webhooks is passed over.
 * PostHog's own side fails where the source's `extensions.webhook_function_error` says so: with that text, or with none if it is empty.
 *
 * @throws {ApiError} 400 when the provider refuses, with everything already saved; 500 when the tables cannot be listed
 */
export const setUpWebhook: Rule = ({ world, source, sent, schema }) => {
  if (sent.sync_type !== "webhook" || !hasConfiguration(source) || !source.supports_webhooks) return;
  const discovered = discover(source);
  if (!discovered.ok) throw serverError();
  if (!discovered.value.some((table) => table.name === schema.name && table.supports_webhooks)) return;
  const fault = textIn(source.extensions, "webhook_function_error");
  if (fault === "") throw failed("Failed to create webhook.");
  if (fault !== undefined) throw failed(`Failed to set up webhook: ${fault}.`);
  const { webhook, created, gained } = ensureWebhook(world, source, [schema]);
  if (!created) {
    addWebhookEvents(world, source, schema, { gained });
    return;
  }
  const error = registerWebhook(world, source, webhook);
  if (error === undefined) return;
  throw failed(`Failed to register webhook on your source: ${error}.`);
};

const failed = (what: string) => invalid(`${what} You can set up the webhook manually from the Webhook tab.`);
