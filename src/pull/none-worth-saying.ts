import type { LiveSource } from "../model/live.js";
import type { Field } from "../model/settings.js";
import type { Declarable } from "./declarable.js";

/**
 * The fields of which defaults say "none" where most tables have none. Said, it is managed: a filter that somebody sets in
 * PostHog later is then a difference, and not a thing that nobody ever wrote down. Fields that the source cannot have anyway
 * would only be noise. The key is not among them: PostHog fills it in by itself.
 */
export function noneWorthSaying(source: LiveSource, tables: readonly Declarable[]): ReadonlySet<Field> {
  const isUsed = (field: Field): boolean => tables.some(({ settings }) => (settings[field] ?? null) !== null);
  const said: readonly (readonly [Field, boolean])[] = [
    ["incremental_field_lookback_seconds", true],
    ["sync_time_of_day", true],
    ["full_refresh_interval_days", true],
    ["full_refresh_time_of_day", isUsed("full_refresh_time_of_day")],
    ["enabled_columns", source.supports_column_selection],
    ["row_filters", source.traits.state === "read" && source.traits.value.supports_row_filters === true],
    ["api_version", isUsed("api_version")],
  ];
  return new Set(said.flatMap(([field, isSaid]) => (isSaid || isUsed(field) ? [field] : [])));
}
