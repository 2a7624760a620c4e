import type { LiveSource } from "./live-source.js";

export type { LiveColumn, LiveSource, LiveTable } from "./live-source.js";

/**
 * The sandbox's state document with every default filled in.
 *
 * Unlike the rest of the code these types are mutable: the document *is* the database of the emulated server, and a request is
 * atomic because its handler runs synchronously over it.
 *
 * @see schemas/v1/sandbox-state.schema.json for the shape of the document as it is loaded
 */
export interface StateDocument {
  version: 1;
  description?: string;
  projects: Project[];
  api_keys: ApiKey[];
  server: Server;
  sources: Source[];
  extensions: Extensions;
}

export type Extensions = Record<string, unknown>;
export type AccessLevel = "none" | "viewer" | "editor" | "manager" | null;

export interface Project {
  id: number;
  name?: string;
}

export interface ApiKey {
  value: string;
  label: string;
  scopes: string[];
  /** Absent: every project. */
  projects?: number[];
}

export interface Server {
  /** ISO time at which the clock stands still; null for the running clock. */
  now: string | null;
  page_size: number;
  sync_limit_reached: boolean;
  cdc_enabled: boolean;
  auto_progress: boolean;
  rate_limits: RateLimits | null;
  temporal: {
    trigger: "ok" | "unavailable";
    cancel: "ok" | "unavailable" | "not_found";
    schedule_write: "ok" | "unavailable";
  };
  extensions?: Extensions;
}

export interface RateLimits {
  per_minute: number | null;
  per_hour: number | null;
}

export interface Source {
  id: string;
  created_at: string;
  created_by: string | null;
  created_via: string | null;
  status: SourceStatus;
  source_type: string;
  prefix: string | null;
  description: string | null;
  access_method: "warehouse" | "direct";
  direct_query_enabled: boolean;
  auto_sync_new_schemas: boolean;
  auto_sync_schema_patterns: string[] | null;
  engine: string | null;
  last_run_at: string | null;
  job_inputs: Record<string, unknown> | null;
  revenue_analytics_config: Record<string, unknown> | null;
  user_access_level: AccessLevel;
  supports_webhooks: boolean;
  supports_column_selection: boolean;
  api_version: string | null;
  project_id: number;
  deleted: boolean;
  system_managed: boolean;
  capabilities: Capabilities;
  cdc: { extraction_schedule: { paused: boolean } | null; repair_running: boolean };
  webhook: Webhook | null;
  schemas: Schema[];
  jobs: Job[];
  live_source: LiveSource;
  extensions?: Extensions;
}

export type SourceStatus = "Running" | "Paused" | "Error" | "Completed" | "Cancelled";

export interface Capabilities {
  supports_scheduled_sync: boolean;
  supports_row_filters: boolean;
  supports_cdc: boolean;
  supports_xmin: boolean;
  detects_primary_keys: boolean;
  requires_exact_column_metadata: boolean;
  discovery_ignores_names: boolean;
  supported_api_versions: string[];
  default_api_version: string | null;
  deprecated_api_versions: { version: string; sunset_at: string | null }[];
  sensitive_job_inputs: string[];
  webhook_fields: { name: string; required: boolean; secret: boolean }[];
}

/** A row of the synced tables, named "schema" by the API. */
export interface Schema {
  id: string;
  name: string;
  label: string | null;
  table: Table | null;
  should_sync: boolean;
  last_synced_at: string | null;
  latest_error: string | null;
  status: SchemaStatus | null;
  sync_type: SyncType | null;
  incremental_field: string | null;
  incremental_field_type: IncrementalFieldType | null;
  incremental_field_lookback_seconds: number | null;
  sync_frequency: SyncFrequency | null;
  sync_time_of_day: string | null;
  full_refresh_interval_days: number | null;
  full_refresh_time_of_day: string | null;
  next_full_refresh_at: string | null;
  description: string | null;
  primary_key_columns: string[] | null;
  cdc_table_mode: CdcTableMode;
  enabled_columns: string[] | null;
  row_filters: RowFilter[] | null;
  available_columns: AvailableColumn[];
  source_column_metadata_available: boolean;
  api_version: string | null;
  user_access_level: AccessLevel;
  created_at: string;
  deleted: boolean;
  schedule: Schedule | null;
  internal: Internal;
  extensions?: Extensions;
}

export type SchemaStatus = "Running" | "Paused" | "Failed" | "Completed" | "BillingLimitReached" | "BillingLimitTooLow";
export type SyncType = "full_refresh" | "incremental" | "append" | "webhook" | "cdc" | "xmin";
export type IncrementalFieldType = "integer" | "numeric" | "datetime" | "date" | "timestamp" | "objectid" | "xid";
export type CdcTableMode = "consolidated" | "cdc_only" | "both";
export type SyncFrequency =
  "1min" | "5min" | "15min" | "30min" | "1hour" | "6hour" | "12hour" | "24hour" | "7day" | "30day";

export interface Table {
  id: string;
  name: string;
  hogql_name: string;
  columns: Record<string, unknown>[];
  row_count: number | null;
  user_access_level: AccessLevel;
}

export interface RowFilter {
  column: string;
  operator: ">" | ">=" | "<" | "<=" | "=" | "!=" | "IN" | "NOT IN";
  value: unknown;
}

export interface AvailableColumn {
  name: string;
  data_type?: string | null;
  is_nullable?: boolean | null;
}

export interface Schedule {
  paused: boolean;
  every_seconds: number;
  offset_seconds: number;
}

export type CursorValue = string | number;

export interface Internal {
  initial_sync_complete: boolean;
  reset_pipeline: boolean;
  incremental_field_last_value: CursorValue | null;
  incremental_field_earliest_value: CursorValue | null;
  xmin_last_value: number | null;
  cdc_mode: "snapshot" | "streaming" | null;
  cdc_last_log_position: string | null;
  cdc_broken: Record<string, unknown> | null;
  cdc_extraction_paused: Record<string, unknown> | null;
  cdc_reset_pending: Record<string, unknown> | null;
  cdc_snapshot_lane: string | null;
  table_deleted: boolean;
  table_max_values: Record<string, CursorValue>;
}

export interface Job {
  id: string;
  schema_id: string;
  created_at: string;
  created_by: string | null;
  finished_at: string | null;
  status: JobStatus;
  rows_synced: number | null;
  latest_error: string | null;
  workflow_id: string | null;
  workflow_run_id: string | null;
  workflow_state: "open" | "gone";
  pipeline_version: "v1-dlt-sync" | "v2-non-dlt" | "v3-kafka-s3" | null;
  cdc_write_mode: "incremental_merge" | "scd2_append" | null;
  billable: boolean | null;
  destination_ids: string[];
}

export type JobStatus = "Running" | "Failed" | "Completed" | "BillingLimitReached" | "BillingLimitTooLow";

/** PostHog's side of a webhook; what the provider holds stands in the live source. */
export interface Webhook {
  id: string;
  name: string;
  enabled: boolean;
  deleted: boolean;
  created_at: string;
  webhook_url: string;
  status: Record<string, unknown>;
  schema_mapping: Record<string, string>;
  inputs: Record<string, string>;
}

/** What a request made the server do to something that no GET shows. */
export type Effect =
  | { kind: "sync_triggered"; schema_id: string }
  | { kind: "source_sync_triggered"; source_id: string }
  | { kind: "workflow_cancelled"; schema_id: string; workflow_id: string }
  | { kind: "schedule_created"; schema_id: string; first_run: boolean }
  | { kind: "schedule_updated" | "schedule_paused" | "schedule_unpaused" | "schedule_deleted"; schema_id: string }
  | { kind: "table_deleted"; schema_id: string }
  | { kind: "webhook_registered" | "webhook_events_reconciled" | "webhook_unregistered"; source_id: string }
  | { kind: "cdc_table_added" | "cdc_table_removed"; schema_id: string; source_id: string; table: string }
  | { kind: "cdc_resources_created" | "cdc_resources_dropped" | "cdc_slot_recreated"; source_id: string }
  | { kind: "cdc_extraction_triggered" | "cdc_extraction_unpaused"; source_id: string };
