import { activeWebhook } from "../source/webhook-function.js";
import type { LiveTable, Source } from "../state.js";
import type { Change } from "./source-rows.js";
import { keepWarehouse, warehouseOf } from "./warehouse.js";

/**
 * The provider reports a change to the webhook it knows, and PostHog keeps it for the table that the object type is mapped to –
 * whatever that table's type is, and whether it is on. What nobody takes is gone. Of deletions the provider says nothing.
 */
export function deliver(source: Source, table: LiveTable, change: Change, event: string | null): void {
  if (change.op === "delete" || !isSent(source, table, event)) return;
  const mapped = new Set(Object.values(activeWebhook(source)?.schema_mapping ?? {}));
  for (const schema of source.schemas) {
    if (schema.deleted || schema.name !== table.name || !mapped.has(schema.id)) continue;
    const warehouse = warehouseOf(schema);
    keepWarehouse(schema, { ...warehouse, deliveries: [...warehouse.deliveries, change.row] });
  }
}

/** An old address of a webhook that was made anew leads nowhere. */
function isSent(source: Source, { webhook_events: known }: LiveTable, event: string | null): boolean {
  const webhook = activeWebhook(source);
  const { exists, url, enabled_events } = source.live_source.webhook_provider;
  if (webhook?.enabled !== true || !exists || (url !== null && url !== webhook.webhook_url)) return false;
  const enabled = new Set(enabled_events);
  if (enabled.has("*")) return true;
  return event === null ? known.length === 0 || known.some((name) => enabled.has(name)) : enabled.has(event);
}
