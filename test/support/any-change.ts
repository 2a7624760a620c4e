import { boolean, constantFrom, record, type Arbitrary } from "fast-check";
import { STRATEGIES } from "../../src/model/effect.js";
import { CDC_TABLE_MODES, SYNC_TYPES, type DeclaredSettings, type LiveSettings } from "../../src/model/settings.js";
import type { Change } from "../../src/planner/change.js";
import { NOT_READ, OFFER, SYNCED, aChange, aJob, aSource, aWebhook, read } from "./change.js";

const either = <T>(...values: readonly T[]) => constantFrom(...values);

const FILTERS = [{ column: "id", operator: ">", value: 1 }] as const;

const before: Arbitrary<Partial<LiveSettings>> = record({
  should_sync: boolean(),
  sync_type: either(...SYNC_TYPES, null),
  incremental_field: either("updated_at", "created_at"),
  primary_key_columns: either<readonly string[] | null>(null, ["id"], ["tenant_id", "id"]),
  cdc_table_mode: either(...CDC_TABLE_MODES),
  full_refresh_interval_days: either(null, 7, 30),
  enabled_columns: either<readonly string[] | null>(null, ["id", "updated_at"], ["id", "note"]),
  row_filters: either<typeof FILTERS | null>(null, FILTERS),
  api_version: either(null, "v1"),
});

const declared: Arbitrary<DeclaredSettings> = record(
  {
    should_sync: boolean(),
    sync_type: either(...SYNC_TYPES),
    sync_frequency: either("1hour" as const, "6hour" as const),
    incremental_field: either("updated_at", "created_at", "fresh_at"),
    incremental_field_type: either("datetime" as const, "date" as const),
    incremental_field_lookback_seconds: either(null, 60),
    primary_key_columns: either<readonly string[]>(["id"], ["tenant_id", "id"]),
    cdc_table_mode: either(...CDC_TABLE_MODES),
    full_refresh_interval_days: either(null, 7, 14),
    enabled_columns: either<readonly string[] | null>(null, ["id", "note"], ["id", "updated_at", "note"]),
    row_filters: either<typeof FILTERS | null>(null, FILTERS),
    api_version: either(null, "v2"),
  },
  { requiredKeys: [] },
);

const live = record({
  table: either({ ...SYNCED }, { ...SYNCED, row_count: null }, { ...SYNCED, columns: [] }, null),
  jobs: either(read([aJob()]), read([aJob({ status: "Failed" })]), read([aJob({ status: "Running" })]), NOT_READ),
  offer: either(read(OFFER), read({ ...OFFER, webhook_only: true }), NOT_READ),
  status: either("Completed", "Failed", null),
  latest_error: either("connection refused", "needs a primary key", null),
});

const source = record({
  enabled: boolean(),
  management_mode: either("posthog" as const, "self_managed" as const),
  webhook: either(read(aWebhook()), read(aWebhook({ exists: false })), NOT_READ),
});

/** Any change that the model can express, the senseless ones included: a rule that relies on a problem to stop them is found out. */
export const anyChange: Arbitrary<Change> = record({
  before,
  declared,
  live,
  source,
  strategy: either(...STRATEGIES),
  policy: record({
    when_running: either("wait" as const, "cancel" as const, "refuse" as const),
    may_invalidate: either("resync" as const, "rebuild" as const, "keep" as const),
  }),
  field_scoped_save: boolean(),
}).map(({ source: { webhook, ...cdc }, field_scoped_save, ...parts }) =>
  aChange({
    ...parts,
    source: aSource({ cdc, webhook }),
    declaredSource: { cdc: { management_mode: cdc.management_mode } },
    server: { field_scoped_save },
  }),
);
