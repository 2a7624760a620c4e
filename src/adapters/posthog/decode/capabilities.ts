import type { ServerCapabilities } from "../../../model/live.js";
import type { Part } from "./part.js";

/** What the server can do, told by the fields of a retrieved schema: there is no version endpoint to trust. */
export const serverCapabilities = (schema: Part): ServerCapabilities => ({
  // Before April 2026 a PATCH without sync_type could store null as the type.
  too_old: !schema.has("primary_key_columns"),
  // Arrived in the same month (September 2026) as saving only what changed.
  field_scoped_save: schema.has("incremental_sync_blocked"),
  lookback: schema.has("incremental_field_lookback_seconds"),
  row_filters: schema.has("row_filters"),
  enabled_columns: schema.has("enabled_columns"),
  api_version: schema.has("api_version"),
  full_refresh_interval: schema.has("full_refresh_interval_days"),
});

/** Where no schema was retrieved nothing is known and nothing can be written either. */
export const UNKNOWN_SERVER: ServerCapabilities = {
  too_old: false,
  field_scoped_save: false,
  lookback: false,
  row_filters: false,
  enabled_columns: false,
  api_version: false,
  full_refresh_interval: false,
};
