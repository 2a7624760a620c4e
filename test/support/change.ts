import type { DesiredSource, DesiredTable } from "../../src/model/desired.js";
import type { Strategy } from "../../src/model/effect.js";
import type { Owed } from "../../src/model/journal.js";
import type {
  Job,
  LiveSource,
  LiveTable,
  Probe,
  ServerCapabilities,
  SourceOffer,
  SyncedTable,
  WebhookInfo,
} from "../../src/model/live.js";
import { DEFAULT_POLICY, type Policy } from "../../src/model/policy.js";
import type { DeclaredSettings, LiveSettings } from "../../src/model/settings.js";
import type { Change, Sibling } from "../../src/planner/change.js";
import { differ } from "../../src/planner/differ.js";

const AT = { file: "warehouse/shop.yaml", line: 5, column: 3 };
export const SCHEMA_ID = "0199c0de-0000-7000-8000-00000000000a";
export const SOURCE_ID = "0199c0de-0000-7000-8000-000000000001";

export const read = <T>(value: T): Probe<T> => ({ state: "read", value });
export const NOT_READ = { state: "not-read" } as const;

/** An incremental table on `updated_at`, keyed by `id`, every six hours, enabled. */
const SETTINGS: LiveSettings = {
  should_sync: true,
  sync_type: "incremental",
  incremental_field: "updated_at",
  incremental_field_type: "datetime",
  incremental_field_lookback_seconds: null,
  primary_key_columns: ["id"],
  cdc_table_mode: "consolidated",
  sync_frequency: "6hour",
  sync_time_of_day: null,
  full_refresh_interval_days: null,
  full_refresh_time_of_day: null,
  enabled_columns: null,
  row_filters: null,
  api_version: null,
};

/** A 2026 server that knows every field. */
export const SERVER: ServerCapabilities = {
  too_old: false,
  field_scoped_save: true,
  lookback: true,
  row_filters: true,
  enabled_columns: true,
  api_version: true,
  full_refresh_interval: true,
};

/** 1000 rows and the columns that the other builders name. */
export const SYNCED: SyncedTable = {
  id: "0199c0de-0000-7000-8000-0000000000aa",
  name: "postgres_orders",
  hogql_name: "postgres.orders",
  row_count: 1000,
  columns: ["id", "tenant_id", "updated_at", "created_at", "note"],
};

/** A table that the source offers every method for. */
export const OFFER: SourceOffer = {
  incremental_fields: [
    { field: "updated_at", field_type: "datetime" },
    { field: "created_at", field_type: "datetime" },
    { field: "id", field_type: "integer" },
  ],
  incremental_available: true,
  append_available: true,
  full_refresh_available: true,
  supports_webhooks: true,
  webhook_only: false,
  cdc_available: true,
  xmin_available: true,
  available_columns: ["id", "tenant_id", "updated_at", "created_at", "note", "fresh_at"],
  detected_primary_keys: ["id"],
  primary_key_detection_supported: true,
};

export const aJob = (over: Partial<Job> = {}): Job => ({
  id: "job-1",
  schema_id: SCHEMA_ID,
  created_at: "2026-09-24T06:00:00Z",
  finished_at: "2026-09-24T06:03:00Z",
  status: "Completed",
  rows_synced: 10,
  latest_error: null,
  ...over,
});

export type TableParts = Partial<Omit<LiveTable, "settings">> & { readonly settings?: Partial<LiveSettings> };

export function aTable({ settings = {}, ...over }: TableParts = {}): LiveTable {
  return {
    id: SCHEMA_ID,
    name: "public.orders",
    settings: { ...SETTINGS, ...settings },
    table: SYNCED,
    status: "Completed",
    latest_error: null,
    last_synced_at: "2026-09-24T06:03:00Z",
    available_columns: OFFER.available_columns,
    columns_known: true,
    incremental_sync_blocked: null,
    user_access_level: "manager",
    offer: read(OFFER),
    jobs: read([aJob()]),
    ...over,
  };
}

export const aWebhook = (over: Partial<WebhookInfo> = {}): WebhookInfo => ({
  supports_webhooks: true,
  exists: true,
  auto_creation_blocked_reason: null,
  external_exists: true,
  switched_off_by: null,
  missing_events: [],
  filled_inputs: [],
  schema_mapping: {},
  ...over,
});

/** A Postgres source with CDC on, managed by PostHog, and a webhook that works. */
export function aSource({
  cdc,
  ...over
}: Partial<Omit<LiveSource, "cdc">> & { cdc?: Partial<LiveSource["cdc"]> } = {}): LiveSource {
  return {
    id: SOURCE_ID,
    source_type: "Postgres",
    prefix: "shop",
    access_method: "warehouse",
    listed: [],
    tables: [],
    supports_webhooks: true,
    supports_column_selection: true,
    traits: read({ supports_row_filters: true, supported_api_versions: null }),
    auto_sync_new_schemas: false,
    user_access_level: "manager",
    cdc: { enabled: true, management_mode: "posthog", status: NOT_READ, prerequisites: NOT_READ, ...cdc },
    webhook: read(aWebhook()),
    ...over,
  };
}

export const aDesiredTable = (settings: DeclaredSettings = {}, over: Partial<DesiredTable> = {}): DesiredTable => ({
  name: "public.orders",
  settings,
  origins: {},
  protect: false,
  consent: [],
  at: AT,
  ...over,
});

export const aDesiredSource = (over: Partial<DesiredSource> = {}): DesiredSource => ({
  key: "shop",
  selector: { by: "type", source_type: "Postgres", prefix: "shop" },
  tables: [],
  thresholds: [],
  at: AT,
  ...over,
});

export interface ChangeParts {
  /** live settings, over those of `aTable()` */
  readonly before?: Partial<LiveSettings>;
  /** what the YAML declares; a field that means nothing under the resulting type is left out, as the planner does */
  readonly declared?: DeclaredSettings;
  /** false: no table yet, and nothing that ever ran */
  readonly present?: boolean;
  readonly live?: Omit<TableParts, "settings">;
  readonly source?: LiveSource;
  readonly declaredSource?: Partial<DesiredSource>;
  readonly strategy?: Strategy;
  readonly policy?: Partial<Policy>;
  readonly server?: Partial<ServerCapabilities>;
  readonly siblings?: readonly Sibling[];
  readonly owed?: Owed;
}

const NEVER_RAN = { table: null, status: null, last_synced_at: null, jobs: read([]) } satisfies Partial<LiveTable>;

export function aChange(parts: ChangeParts = {}): Change {
  const { declared = {}, present = true, policy = {}, server = {} } = parts;
  const live = aTable({ ...(present ? {} : NEVER_RAN), ...parts.live, settings: parts.before ?? {} });
  const before = live.settings;
  const desired = aDesiredTable(declared, { name: live.name });
  const { after, changed } = differ(desired, before);
  const siblings = parts.siblings ?? [
    { schema_id: live.id, name: live.name, typeBefore: before.sync_type, typeAfter: after.sync_type },
  ];
  const judged = { ...DEFAULT_POLICY, ...policy };
  return {
    server: { ...SERVER, ...server },
    policy: judged,
    source: parts.source ?? aSource(),
    live,
    declaredSource: aDesiredSource({ tables: [desired], ...parts.declaredSource }),
    desired,
    before,
    after,
    changed,
    strategy: parts.strategy ?? judged.may_invalidate,
    siblings,
    owed: parts.owed,
  };
}

export const webhookOnly = { offer: read({ ...OFFER, webhook_only: true, full_refresh_available: false }) };

/** Live settings of one table of each type, for `before`. */
export const BEFORE = {
  full_refresh: { sync_type: "full_refresh", incremental_field: null, incremental_field_type: null },
  incremental: {},
  append: { sync_type: "append" },
  webhook: { sync_type: "webhook", incremental_field: "created_at" },
  cdc: { sync_type: "cdc", incremental_field: null, incremental_field_type: null },
  xmin: { sync_type: "xmin", incremental_field: null, incremental_field_type: null },
} as const satisfies Readonly<Record<string, Partial<LiveSettings>>>;

/** What a YAML has to declare for one table of each type. */
export const DECLARED = {
  full_refresh: { sync_type: "full_refresh" },
  incremental: { sync_type: "incremental", incremental_field: "updated_at", incremental_field_type: "datetime" },
  append: { sync_type: "append", incremental_field: "updated_at", incremental_field_type: "datetime" },
  webhook: { sync_type: "webhook" },
  cdc: { sync_type: "cdc", primary_key_columns: ["id"] },
  xmin: { sync_type: "xmin", primary_key_columns: ["id"] },
} as const satisfies Readonly<Record<string, DeclaredSettings>>;
