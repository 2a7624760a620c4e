import { FREQUENCY_SECONDS } from "../../model/settings.js";
import type { Internal, Schedule, Schema, SchemaStatus, SyncFrequency, Table } from "../state.js";
import { overlay } from "./overlay.js";
import type { RawSchema } from "./raw.js";

const SCHEDULED_WITHOUT_FREQUENCY: SyncFrequency = "6hour";

/** @param createdAt the default of `created_at`, which depends on the place in the document */
export function fillSchema(raw: RawSchema, createdAt: string): Schema {
  // An absent interval is the default one; null says that none is stored.
  const frequency = raw.sync_frequency === undefined ? "6hour" : raw.sync_frequency;
  return overlay<Schema>(
    {
      id: raw.id,
      name: raw.name,
      label: null,
      table: fillTable(raw.table),
      should_sync: true,
      last_synced_at: null,
      latest_error: null,
      status: null,
      sync_type: null,
      incremental_field: null,
      incremental_field_type: null,
      incremental_field_lookback_seconds: null,
      sync_frequency: frequency,
      sync_time_of_day: null,
      full_refresh_interval_days: null,
      full_refresh_time_of_day: null,
      next_full_refresh_at: null,
      description: null,
      primary_key_columns: null,
      cdc_table_mode: "consolidated",
      enabled_columns: null,
      row_filters: null,
      available_columns: [],
      source_column_metadata_available: false,
      api_version: null,
      user_access_level: "manager",
      created_at: createdAt,
      deleted: false,
      schedule: null,
      internal: fillInternal(raw.internal ?? {}),
      ...(raw.extensions && { extensions: raw.extensions }),
    },
    {
      ...raw,
      table: undefined,
      internal: undefined,
      status: storedStatus(raw.status),
      schedule: fillSchedule(raw.schedule, frequency),
    },
  );
}

/** The API shows two statuses under texts of their own. */
function storedStatus(status: RawSchema["status"]): SchemaStatus | null | undefined {
  if (status === "Billing limits") return "BillingLimitReached";
  if (status === "Billing limits too low") return "BillingLimitTooLow";
  return status;
}

function fillTable(raw: RawSchema["table"]): Table | null {
  if (raw === null || raw === undefined) return null;
  return overlay<Table>(
    {
      id: raw.id,
      name: raw.name,
      hogql_name: raw.name,
      columns: [],
      row_count: null,
      user_access_level: "manager",
    },
    raw,
  );
}

function fillSchedule(raw: RawSchema["schedule"], frequency: SyncFrequency | null): Schedule | null {
  if (raw === null || raw === undefined) return null;
  const every = FREQUENCY_SECONDS[frequency ?? SCHEDULED_WITHOUT_FREQUENCY];
  return overlay<Schedule>({ paused: raw.paused, every_seconds: every, offset_seconds: 0 }, raw);
}

const fillInternal = (raw: object): Internal =>
  overlay<Internal>(
    {
      initial_sync_complete: false,
      reset_pipeline: false,
      incremental_field_last_value: null,
      incremental_field_earliest_value: null,
      xmin_last_value: null,
      cdc_mode: null,
      cdc_last_log_position: null,
      cdc_broken: null,
      cdc_extraction_paused: null,
      cdc_reset_pending: null,
      cdc_snapshot_lane: null,
      table_deleted: false,
      table_max_values: {},
    },
    raw,
  );
