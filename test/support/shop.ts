import { KEY } from "./key.js";

type Members = Readonly<Record<string, unknown>>;

const SOURCE_ID = "0199c0de-0000-7000-8000-000000000001";
const ORDERS_ID = "0199c0de-0000-7000-8000-000000000002";

const COLUMNS: readonly (readonly [string, string])[] = [
  ["id", "bigint"],
  ["tenant_id", "bigint"],
  ["status", "text"],
  ["created_at", "timestamp"],
  ["updated_at", "timestamp"],
];
const CURSORS: readonly (readonly [string, string])[] = [
  ["id", "integer"],
  ["created_at", "timestamp"],
  ["updated_at", "timestamp"],
];

/** `public.orders` of 1,000 rows as its source has it. */
export const liveOrders = (members: Members = {}): Members => ({
  name: "public.orders",
  row_count: 1000,
  columns: COLUMNS.map(([name, data_type]) => ({ name, data_type, is_nullable: false, is_indexed: true })),
  primary_keys: ["id"],
  incremental_fields: CURSORS.map(([field, field_type]) => ({
    label: field,
    type: field_type,
    field,
    field_type,
    is_indexed: true,
  })),
  supports_incremental: true,
  supports_append: true,
  supports_webhooks: true,
  webhook_events: ["order.changed"],
  cdc_available: true,
  xmin_available: true,
  ...members,
});

const syncedOrders: Members = {
  id: "0199c0de-0000-7000-8000-0000000000aa",
  name: "shop_postgres_orders",
  hogql_name: "postgres.shop.orders",
  row_count: 1000,
  columns: COLUMNS.map(([key]) => ({ key, name: key, type: "string", schema_valid: true })),
};

/** An incremental table that has synced all its rows and is at rest: every member of the state document can be given another value. */
export const orders = ({ internal, ...members }: Members = {}): Members => ({
  id: ORDERS_ID,
  name: "public.orders",
  table: syncedOrders,
  should_sync: true,
  status: "Completed",
  sync_type: "incremental",
  incremental_field: "updated_at",
  incremental_field_type: "timestamp",
  primary_key_columns: ["id"],
  sync_frequency: "6hour",
  last_synced_at: "2026-11-22T09:00:30Z",
  available_columns: COLUMNS.map(([name, data_type]) => ({ name, data_type, is_nullable: false })),
  source_column_metadata_available: true,
  schedule: { paused: members["should_sync"] === false, every_seconds: 21_600, offset_seconds: 10_800 },
  ...members,
  internal: {
    initial_sync_complete: true,
    incremental_field_last_value: "2026-11-22T08:59:00",
    table_max_values: { id: 1000, created_at: "2026-11-22T08:50:00", updated_at: "2026-11-22T08:59:00" },
    ...(internal as Members | undefined),
  },
});

/** A table that was discovered and never set up. */
export const neverSynced = (members: Members = {}): Members =>
  orders({
    table: null,
    should_sync: false,
    status: null,
    sync_type: null,
    incremental_field: null,
    incremental_field_type: null,
    primary_key_columns: null,
    last_synced_at: null,
    schedule: null,
    internal: { initial_sync_complete: false, incremental_field_last_value: null, table_max_values: {} },
    ...members,
  });

export const job = (members: Members = {}): Members => ({
  id: "0199c0de-0000-7000-8000-0000000000bb",
  schema_id: ORDERS_ID,
  created_at: "2026-11-22T09:00:00Z",
  finished_at: "2026-11-22T09:00:30Z",
  status: "Completed",
  rows_synced: 12,
  workflow_id: "orders-run",
  workflow_state: "gone",
  pipeline_version: "v3-kafka-s3",
  ...members,
});

const CDC_ON: Members = {
  cdc_enabled: "True",
  cdc_slot_name: "posthog_slot",
  cdc_publication_name: "posthog_pub",
};

export const cdcOn = (management_mode: "posthog" | "self_managed" = "posthog"): Members => ({
  job_inputs: { host: "db.example", ...CDC_ON, cdc_management_mode: management_mode },
  cdc: { extraction_schedule: { paused: false } },
});

/** A Postgres source (here also webhook-capable, so that one source can play every transition) with the given tables. */
export const shop = (
  schemas: readonly Members[],
  { live_source, ...members }: Members = {},
  document: Members = {},
): Members => ({
  version: 1,
  api_keys: [{ value: KEY, scopes: ["external_data_source:write"] }],
  server: { auto_progress: true },
  sources: [
    {
      id: SOURCE_ID,
      source_type: "Postgres",
      prefix: "shop_",
      supports_webhooks: true,
      job_inputs: { host: "db.example", password: "hidden-password" },
      capabilities: {
        supports_row_filters: true,
        supports_cdc: true,
        supports_xmin: true,
        detects_primary_keys: true,
        requires_exact_column_metadata: true,
        sensitive_job_inputs: ["password"],
      },
      schemas,
      jobs: [job()],
      ...members,
      live_source: {
        tables: [liveOrders()],
        cdc: { slot_exists: members["cdc"] !== undefined, publication_exists: members["cdc"] !== undefined },
        ...(live_source as Members | undefined),
      },
    },
  ],
  ...document,
});

/** What a source file says of this source and its one table. */
export const declaring = (table: Members, members: Members = {}): Members => ({
  source: { source_type: "Postgres", prefix: "shop_" },
  tables: { "public.orders": table },
  ...members,
});
