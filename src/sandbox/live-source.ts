import type { Extensions } from "./state.js";

/** What the server would find if it connected to the source now. */
export interface LiveSource {
  credentials_error: string | null;
  connection_error: string | null;
  discovery_error: { message: string; expected: boolean } | null;
  tables: LiveTable[];
  cdc: {
    prerequisite_errors: string[];
    setup_error: string | null;
    slot_exists: boolean;
    publication_exists: boolean;
    lag_bytes: number | null;
    published_tables: string[];
  };
  webhook_provider: WebhookProvider;
}

export interface WebhookProvider {
  exists: boolean;
  url: string | null;
  status: string | null;
  enabled_events: string[] | null;
  description: string | null;
  read_error: string | null;
  create_error: string | null;
  sync_error: string | null;
  delete_error: string | null;
  inputs_error: string | null;
  pending_inputs: string[];
  auto_creation_blocked_reason: string | null;
}

export interface LiveTable {
  name: string;
  label: string | null;
  description: string | null;
  row_count: number | null;
  columns: LiveColumn[];
  primary_keys: string[] | null;
  incremental_fields: LiveIncrementalField[];
  supports_incremental: boolean;
  supports_append: boolean;
  supports_webhooks: boolean;
  webhook_only: boolean;
  webhook_events: string[];
  cdc_available: boolean;
  xmin_available: boolean;
  should_sync_default: boolean;
  default_incremental_lookback_seconds: number | null;
  cdc_publish_error: "not_owner" | "unreachable" | "unexpected" | null;
  extensions?: Extensions;
}

export interface LiveColumn {
  name: string;
  data_type: string;
  is_nullable: boolean;
  is_indexed: boolean;
}

/** Served as it stands, further members included. */
export interface LiveIncrementalField {
  label: string;
  type: string;
  field: string;
  field_type: string;
  nullable?: boolean;
  is_indexed?: boolean;
}
