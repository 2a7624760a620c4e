import type { Capabilities, LiveColumn, LiveSource, LiveTable } from "../state.js";
import { overlay } from "./overlay.js";
import type { RawLiveSource, RawLiveTable } from "./raw.js";

export function fillLiveSource(raw: RawLiveSource = {}): LiveSource {
  const error = raw.discovery_error ?? null;
  return {
    credentials_error: raw.credentials_error ?? null,
    connection_error: raw.connection_error ?? null,
    discovery_error: error === null ? null : overlay({ message: error.message, expected: true }, error),
    tables: (raw.tables ?? []).map(fillLiveTable),
    cdc: overlay(
      {
        prerequisite_errors: [],
        setup_error: null,
        slot_exists: false,
        publication_exists: false,
        lag_bytes: null,
        published_tables: [],
      },
      raw.cdc,
    ),
    webhook_provider: overlay(
      {
        exists: false,
        url: null,
        status: null,
        enabled_events: null,
        description: null,
        read_error: null,
        create_error: null,
        sync_error: null,
        delete_error: null,
        inputs_error: null,
        pending_inputs: [],
        auto_creation_blocked_reason: null,
      },
      raw.webhook_provider,
    ),
  };
}

export const fillCapabilities = (raw: object = {}): Capabilities => {
  const filled = overlay<Capabilities>(
    {
      supports_scheduled_sync: true,
      supports_row_filters: false,
      supports_cdc: false,
      supports_xmin: false,
      detects_primary_keys: false,
      requires_exact_column_metadata: false,
      discovery_ignores_names: false,
      supported_api_versions: [],
      default_api_version: null,
      deprecated_api_versions: [],
      sensitive_job_inputs: [],
      webhook_fields: [],
    },
    raw,
  );
  return {
    ...filled,
    deprecated_api_versions: filled.deprecated_api_versions.map((entry) =>
      overlay<Capabilities["deprecated_api_versions"][number]>({ version: entry.version, sunset_at: null }, entry),
    ),
    webhook_fields: filled.webhook_fields.map((field) =>
      overlay<Capabilities["webhook_fields"][number]>({ name: field.name, required: false, secret: false }, field),
    ),
  };
};

function fillLiveTable(raw: RawLiveTable): LiveTable {
  const table = overlay<LiveTable>(
    {
      name: raw.name,
      label: null,
      description: null,
      row_count: null,
      columns: [],
      primary_keys: null,
      incremental_fields: [],
      supports_incremental: false,
      supports_append: false,
      supports_webhooks: false,
      webhook_only: false,
      webhook_events: [],
      cdc_available: false,
      xmin_available: false,
      should_sync_default: true,
      default_incremental_lookback_seconds: null,
      cdc_publish_error: null,
      ...(raw.extensions && { extensions: raw.extensions }),
    },
    raw,
  );
  table.columns = table.columns.map((column) =>
    overlay<LiveColumn>(
      { name: column.name, data_type: column.data_type, is_nullable: true, is_indexed: false },
      column,
    ),
  );
  return table;
}
