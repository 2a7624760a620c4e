import type { FilterOperator, LiveSettings, RowFilter } from "../../../model/settings.js";
import type { Part } from "./part.js";

/**
 * What the server holds, in normal form: absent reads like null, a time of day is HH:MM:SS, an empty key or filter list is
 * none, operators have one spelling. Enum values that are not known stay as they are, so that they are reported and never overwritten blindly.
 */
export function decodeSettings(schema: Part): LiveSettings {
  return {
    should_sync: schema.flag("should_sync"),
    sync_type: schema.textOrNull("sync_type"),
    incremental_field: schema.textOrNull("incremental_field"),
    incremental_field_type: schema.textOrNull("incremental_field_type"),
    incremental_field_lookback_seconds: schema.numberOrNull("incremental_field_lookback_seconds"),
    primary_key_columns: orNull(schema.textsOrNull("primary_key_columns")),
    cdc_table_mode: schema.textOrNull("cdc_table_mode"),
    sync_frequency: schema.textOrNull("sync_frequency"),
    sync_time_of_day: timeOfDay(schema.textOrNull("sync_time_of_day")),
    full_refresh_interval_days: schema.numberOrNull("full_refresh_interval_days"),
    full_refresh_time_of_day: timeOfDay(schema.textOrNull("full_refresh_time_of_day")),
    enabled_columns: schema.textsOrNull("enabled_columns"),
    row_filters: orNull(schema.listOrNull("row_filters")?.map(rowFilter) ?? null),
    api_version: schema.textOrNull("api_version"),
  };
}

const orNull = <T>(list: readonly T[] | null): readonly T[] | null => (list?.length === 0 ? null : list);

/** Older servers leave out the seconds or add fractions of them. */
function timeOfDay(text: string | null): string | null {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?$/.exec(text ?? "");
  return match === null ? text : [match[1]?.padStart(2, "0"), match[2], match[3] ?? "00"].join(":");
}

/** Filters are stored as they were sent, aliases included. */
const OPERATOR_ALIASES: Readonly<Record<string, FilterOperator>> = { "==": "=", "<>": "!=" };

function rowFilter(filter: Part): RowFilter {
  const operator = filter.text("operator").trim().replaceAll(/\s+/g, " ").toUpperCase();
  return {
    column: filter.text("column"),
    operator: OPERATOR_ALIASES[operator] ?? operator,
    value: filterValue(filter.raw("value")),
  };
}

const filterValue = (value: unknown): RowFilter["value"] => (Array.isArray(value) ? value.map(scalar) : scalar(value));

const scalar = (value: unknown): string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : JSON.stringify(value ?? null);
