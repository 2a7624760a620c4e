import type { Schema, Source, Table } from "../state.js";
import { deprecationView, effectiveApiVersion } from "./api-version-view.js";
import { shownError } from "./secrets.js";
import { schemaStatusText } from "./status-text.js";

/** Errors of a run that only another key can mend, as the texts that the server records. */
const KEY_ERRORS: readonly (readonly [text: string, blocked: string])[] = [
  ["This table needs a primary key to sync incrementally, but none is set.", "missing_primary_key"],
  ["Primary key required for incremental syncs", "missing_primary_key"],
  [
    "The primary key set for this table isn't unique, so incremental syncing can't reliably match rows to update.",
    "duplicate_primary_key",
  ],
  ["The primary keys for this table are not unique", "duplicate_primary_key"],
];

/** A schema as `GET external_data_schemas/{id}/` shows it; its source stands in it on that one call only. */
export function schemaView(source: Source, schema: Schema, { withSource }: { readonly withSource: boolean }): object {
  return {
    id: schema.id,
    name: schema.name,
    label: schema.label,
    table: visibleTable(schema),
    should_sync: schema.should_sync,
    last_synced_at: schema.last_synced_at,
    latest_error: shownError(source, schema.latest_error),
    incremental: schema.sync_type === "incremental",
    status: schemaStatusText(schema.status),
    sync_type: schema.sync_type,
    incremental_field: schema.incremental_field,
    incremental_field_type: schema.incremental_field_type,
    incremental_field_lookback_seconds: schema.incremental_field_lookback_seconds,
    sync_frequency: schema.sync_frequency,
    sync_time_of_day: schema.sync_time_of_day,
    full_refresh_interval_days: schema.full_refresh_interval_days,
    full_refresh_time_of_day: schema.full_refresh_time_of_day,
    next_full_refresh_at: schema.next_full_refresh_at,
    description: schema.description,
    primary_key_columns: schema.primary_key_columns,
    cdc_table_mode: schema.cdc_table_mode,
    incremental_sync_blocked: syncBlocked(schema.latest_error),
    enabled_columns: schema.enabled_columns,
    row_filters: schema.row_filters,
    row_filter_columns: null,
    available_columns: schema.available_columns,
    source_column_metadata_available: schema.source_column_metadata_available,
    source: withSource ? sourceSummary(source) : null,
    api_version: schema.api_version,
    api_version_deprecation: schema.api_version === null ? null : deprecationView(source, schema.api_version),
    user_access_level: schema.user_access_level,
  };
}

/** What the list of sources embeds of each schema. */
export function trimmedSchemaView(source: Source, schema: Schema): unknown {
  const table = visibleTable(schema);
  return {
    id: schema.id,
    name: schema.name,
    label: schema.label,
    should_sync: schema.should_sync,
    status: schemaStatusText(schema.status),
    sync_type: schema.sync_type,
    last_synced_at: schema.last_synced_at,
    sync_frequency: schema.sync_frequency,
    latest_error: shownError(source, schema.latest_error),
    table: table === null ? null : { id: table.id, name: table.name, row_count: table.row_count },
  };
}

const visibleTable = (schema: Schema): Table | null => (schema.internal.table_deleted ? null : schema.table);

function syncBlocked(error: string | null): string | null {
  return KEY_ERRORS.find(([text]) => error?.includes(text))?.[1] ?? null;
}

function sourceSummary(source: Source): unknown {
  return {
    id: source.id,
    source_type: source.source_type,
    access_method: source.access_method,
    supports_column_selection: source.supports_column_selection,
    supports_row_filters: source.capabilities.supports_row_filters,
    requires_exact_column_metadata: source.capabilities.requires_exact_column_metadata,
    user_access_level: source.user_access_level,
    api_version: effectiveApiVersion(source),
    supported_api_versions: source.capabilities.supported_api_versions,
  };
}
