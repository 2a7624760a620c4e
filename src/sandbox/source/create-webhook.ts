import { requireSource } from "../access.js";
import { refusedWithMessage } from "../errors.js";
import type { Handler } from "../handler.js";
import { isRecord } from "../../model/is-record.js";
import type { Source } from "../state.js";
import { discover, hasConfiguration } from "./discovery.js";
import { membersOf, type Members } from "./request-members.js";
import { ensureWebhook, webhookTables } from "./webhook-function.js";
import { blockedReason } from "./webhook-info.js";
import { registerWebhook } from "./webhook-provider.js";

/** Makes PostHog's side and registers it at the provider. Not idempotent, and a refusal of the provider is a 200. */
export const createWebhook: Handler = (request) => {
  const { world } = request;
  const source = requireSource(request);
  if (!hasConfiguration(source)) throw refusedWithMessage(400, "Source has no configuration");
  requireWebhookSupport(source);
  const inputs = readInputs(source, membersOf(request.body)["inputs"]);
  const discovered = discover(source);
  if (!discovered.ok) throw refusedWithMessage(400, "Failed to load source configuration or schemas");
  const capable = new Set(discovered.value.filter((table) => table.supports_webhooks).map((table) => table.name));
  const { webhook } = ensureWebhook(
    world,
    source,
    webhookTables(source).filter((schema) => capable.has(schema.name)),
  );
  // Stored before the provider is called, so that a manual set-up finds them even if it refuses.
  Object.assign(webhook.inputs, inputs);
  const error = blockedReason(source) ?? registerWebhook(world, source, webhook) ?? null;
  const pending = error === null ? source.live_source.webhook_provider.pending_inputs : [];
  return {
    status: 200,
    body: {
      success: error === null,
      webhook_url: webhook.webhook_url,
      error,
      pending_inputs: pending.filter((name) => !Object.hasOwn(inputs, name)),
    },
  };
};

export function requireWebhookSupport(source: Source): void {
  if (!source.supports_webhooks) throw refusedWithMessage(400, "This source type does not support webhooks");
}

function readInputs({ capabilities }: Source, sent: unknown): Readonly<Record<string, string>> {
  // Python's falsy values are "none given".
  if (!sent || (Array.isArray(sent) && sent.length === 0)) return {};
  const fields = new Set(capabilities.webhook_fields.map((field) => field.name));
  if (isRecord(sent) && holdsTexts(sent) && Object.keys(sent).every((name) => fields.has(name))) return sent;
  throw refusedWithMessage(400, "Invalid webhook inputs");
}

const holdsTexts = (object: Members): object is Readonly<Record<string, string>> =>
  Object.values(object).every((value) => typeof value === "string");
