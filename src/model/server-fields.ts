import type { ServerCapabilities } from "./live.js";
import type { Field } from "./settings.js";

const NEEDS: { readonly [F in Field]?: (server: ServerCapabilities) => boolean } = {
  incremental_field_lookback_seconds: (server) => server.lookback,
  full_refresh_interval_days: (server) => server.full_refresh_interval,
  full_refresh_time_of_day: (server) => server.full_refresh_interval,
  enabled_columns: (server) => server.enabled_columns,
  row_filters: (server) => server.row_filters,
  api_version: (server) => server.api_version,
};

/** Does the server show this field, and take it? An older one ignores what it does not know, without an error. */
export const serverKnows = (server: ServerCapabilities, field: Field): boolean => NEEDS[field]?.(server) !== false;
