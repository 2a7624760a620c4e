import { requireSource } from "../access.js";
import { refusedWithMessage } from "../errors.js";
import type { Handler } from "../handler.js";
import { isRecord } from "../../model/is-record.js";
import type { Source } from "../state.js";
import { requireWebhookSupport } from "./create-webhook.js";
import { membersOf, type Members } from "./request-members.js";
import { activeWebhook } from "./webhook-function.js";

/** Hands inputs to the webhook that stands. The provider is told first: what it does not take is not stored. */
export const updateWebhookInputs: Handler = (request) => {
  const source = requireSource(request);
  requireWebhookSupport(source);
  const sent = membersOf(request.body)["inputs"];
  if (!isRecord(sent) || Object.keys(sent).length === 0) throw refusedWithMessage(400, "No inputs provided");
  requireFields(source, sent);
  const webhook = activeWebhook(source);
  if (webhook === undefined)
    throw refusedWithMessage(400, "No webhook function found for this source. Create a webhook first.");
  const error = source.live_source.webhook_provider.inputs_error;
  if (error !== null) throw refusedWithMessage(400, error);
  Object.assign(webhook.inputs, sent);
  return { status: 200, body: { success: true } };
};

function requireFields({ capabilities: { webhook_fields: fields } }: Source, sent: Members): void {
  const unknown = Object.keys(sent).filter((name) => !fields.some((field) => field.name === name));
  if (unknown.length > 0) throw refusedWithMessage(400, `Invalid input keys: ${unknown.join(", ")}`);
  const empty = fields.filter(({ name, required }) => required && !sent[name]).map(({ name }) => name);
  if (empty.length > 0) throw refusedWithMessage(400, `Missing required fields: ${empty.join(", ")}`);
}
