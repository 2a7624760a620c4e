import type { Schema, Source } from "../state.js";
import { schemaView } from "../views/schema-view.js";
import { sourceView } from "../views/source-view.js";
import { syncTypeOf2025 } from "./sync-types.js";

const SCHEMA_FIELDS = [
  "id",
  "name",
  "table",
  "should_sync",
  "last_synced_at",
  "latest_error",
  "incremental",
  "status",
  "sync_type",
  "incremental_field",
  "incremental_field_type",
  "sync_frequency",
  "sync_time_of_day",
] as const;

const SOURCE_FIELDS = [
  "id",
  "created_at",
  "created_by",
  "status",
  "source_type",
  "latest_error",
  "prefix",
  "description",
  "last_run_at",
  "job_inputs",
  "revenue_analytics_config",
] as const;

export function schemaViewOf2025(source: Source, schema: Schema): unknown {
  const { sync_type: type } = schema;
  const view = pick(schemaView(source, schema, { withSource: false }), SCHEMA_FIELDS);
  return { ...view, sync_type: syncTypeOf2025(type) ?? null };
}

/** The list embedded schemas in full, too. */
export const sourceViewOf2025 = (source: Source): unknown => ({
  ...pick(sourceView(source, { detail: "trimmed" }), SOURCE_FIELDS),
  schemas: source.schemas.filter((schema) => !schema.deleted).map((schema) => schemaViewOf2025(source, schema)),
});

const pick = (view: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(view).filter(([name]) => names.includes(name)));
