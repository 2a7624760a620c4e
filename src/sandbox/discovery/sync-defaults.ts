import { CURSOR_TYPES } from "../patch/sent-fields.js";
import type { IncrementalFieldType, LiveTable, Schema } from "../state.js";

/** Settings of a table that nobody has set up: the cheapest way that it supports. CDC and webhook are never taken unasked. */
export interface SyncDefaults {
  readonly sync_type: "incremental" | "append" | "full_refresh";
  readonly incremental_field?: string;
  readonly incremental_field_type?: IncrementalFieldType | null;
  readonly incremental_field_lookback_seconds?: number;
  readonly primary_key_columns?: string[];
}

export function syncDefaults(table: LiveTable): SyncDefaults {
  // An xid cursor belongs to xmin replication.
  const cursor = table.incremental_fields.find(({ field, field_type }) => field !== "" && field_type !== "xid");
  const key = table.primary_keys?.length ? { primary_key_columns: [...table.primary_keys] } : {};
  if (cursor === undefined || !(table.supports_incremental || table.supports_append)) {
    return { sync_type: "full_refresh", ...key };
  }
  const lookback = table.default_incremental_lookback_seconds;
  return {
    sync_type: table.supports_incremental ? "incremental" : "append",
    incremental_field: cursor.field,
    incremental_field_type: CURSOR_TYPES.find((type) => type === cursor.field_type) ?? null,
    ...(table.supports_incremental && lookback !== null && { incremental_field_lookback_seconds: lookback }),
    ...key,
  };
}

/** Nobody has chosen anything for it yet. */
export const isUntouched = (schema: Schema): boolean => !schema.should_sync && schema.sync_type === null;
