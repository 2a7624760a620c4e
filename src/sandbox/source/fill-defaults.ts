import { err, ok, type Result } from "../../model/result.js";
import { syncDefaults } from "../discovery/sync-defaults.js";
import type { Schema, Source } from "../state.js";
import type { SchemaUpdate } from "./bulk-fields.js";
import { discover } from "./discovery.js";

type Members = SchemaUpdate["fields"];

/**
 * The fields of an update with defaults for a table that has no type yet, where the update asks for them. What was sent wins; null
 * counts as not sent.
 *
 * @returns why there are no defaults for this table, in the server's words
 */
export function withDefaults(source: Source, schema: Schema, update: SchemaUpdate): Result<Members, string> {
  const { applyDefaults, fields } = update;
  const isSetUp = schema.sync_type !== null || (fields["sync_type"] ?? null) !== null;
  if (!applyDefaults || isSetUp || !source.capabilities.supports_scheduled_sync) return ok(fields);
  const discovered = discover(source, schema.name);
  if (!discovered.ok) {
    return err("could not read the source to pick default sync settings; check the source credentials");
  }
  const table = discovered.value.find(({ name }) => name === schema.name);
  if (table === undefined) return err("not found on the source; pull new schemas to refresh the table list");
  if (table.webhook_only) return err("can only be synced via webhooks; set up the webhook sync method instead");
  const sent = Object.entries(fields).filter(([, value]) => value !== null);
  return ok({ ...fields, ...syncDefaults(table), ...Object.fromEntries(sent) });
}
