import { requireSchema } from "../access.js";
import { refusedWithMessage } from "../errors.js";
import type { Handler } from "../handler.js";
import type { LiveTable, Source } from "../state.js";
import { cdcConfig } from "./cdc-config.js";
import { discover, hasConfiguration } from "./discovery.js";

/** What the live source offers a table. Stores nothing; the body is ignored. */
export const incrementalFields: Handler = (request) => {
  const { source, schema } = requireSchema(request);
  const table = requireLiveTable(source, schema.name);
  const { capabilities } = source;
  const cdcIsOn = request.world.document.server.cdc_enabled && cdcConfig(source).enabled;
  return {
    status: 200,
    body: {
      incremental_fields: table.incremental_fields,
      incremental_available: table.supports_incremental,
      append_available: table.supports_append,
      cdc_available: cdcIsOn ? table.cdc_available : null,
      xmin_available: capabilities.supports_xmin ? table.xmin_available : null,
      full_refresh_available: !table.webhook_only,
      supports_webhooks: table.supports_webhooks,
      webhook_only: table.webhook_only,
      available_columns: table.columns.map(({ name, data_type, is_nullable }) => ({
        field: name,
        label: name,
        type: data_type,
        nullable: is_nullable,
      })),
      detected_primary_keys: table.primary_keys,
      primary_key_detection_supported: capabilities.detects_primary_keys,
    },
  };
};

function requireLiveTable(source: Source, name: string): LiveTable {
  const discovered = requireAnswer(source, name);
  if (discovered.length === 0) {
    throw refusedWithMessage(
      400,
      `Could not discover schema ${name}. The connection may be missing SELECT or schema access privileges, or discovery may not support this relation type. ` +
        "Check that the relation exists, restore read privileges, or expose it as a supported table or view, then try again.",
    );
  }
  const table = discovered.find((candidate) => candidate.name === name);
  if (table === undefined) throw refusedWithMessage(400, `Schema with name ${name} not found`);
  return table;
}

/** The tables of the live source, all of them or the one of that name. */
export function requireAnswer(source: Source, name?: string): readonly LiveTable[] {
  if (!hasConfiguration(source)) throw refusedWithMessage(400, "Missing job inputs");
  const { credentials_error: credentialsError } = source.live_source;
  if (credentialsError !== null) throw refusedWithMessage(400, credentialsError || "Invalid credentials");
  const discovered = discover(source, name);
  if (!discovered.ok) throw refusedWithMessage(400, discovered.error);
  return discovered.value;
}
