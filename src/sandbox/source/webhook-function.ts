import type { Schema, Source, Webhook } from "../state.js";
import { isoTime, type World } from "../world.js";

/** PostHog's side of the source's webhook. A deleted one counts as none. */
export const activeWebhook = ({ webhook }: Source): Webhook | undefined =>
  webhook === null || webhook.deleted ? undefined : webhook;

interface EnsuredWebhook {
  readonly webhook: Webhook;
  readonly created: boolean;
  /** A table came in that was not mapped before. */
  readonly gained: boolean;
}

/** The source's webhook with these tables mapped; made where there is none. Entries of tables that left stay, as on the server. */
export function ensureWebhook(world: World, source: Source, schemas: readonly Schema[]): EnsuredWebhook {
  const existing = activeWebhook(source);
  const webhook = existing ?? newWebhook(world, source);
  source.webhook = webhook;
  const added = schemas.filter((schema) => webhook.schema_mapping[objectType(schema)] !== schema.id);
  for (const schema of added) webhook.schema_mapping[objectType(schema)] = schema.id;
  return { webhook, created: existing === undefined, gained: added.length > 0 };
}

/** Tables that the webhook feeds. */
export const webhookTables = (source: Source): readonly Schema[] =>
  source.schemas.filter((schema) => !schema.deleted && schema.should_sync && schema.sync_type === "webhook");

function newWebhook(world: World, source: Source): Webhook {
  const id = world.newId();
  return {
    id,
    name: `${source.source_type} warehouse source webhook`,
    enabled: true,
    deleted: false,
    created_at: isoTime(world.now()),
    webhook_url: `https://webhooks.us.posthog.com/public/webhooks/dwh/${id}`,
    status: { state: 1, tokens: 0 },
    schema_mapping: {},
    inputs: {},
  };
}

/** Providers name their object types in snake case where tables are named in camel case, e.g. `balance_transaction`. */
const objectType = ({ name }: Schema): string => name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
