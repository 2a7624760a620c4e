import type { Schema, SchemaStatus, Source } from "../state.js";
import { deprecationView, effectiveApiVersion } from "./api-version-view.js";
import { schemaView, trimmedSchemaView } from "./schema-view.js";
import { shownError, shownJobInputs } from "./secrets.js";
import { schemaStatusText } from "./status-text.js";

/** The first of these that an enabled schema has is the status of its source. */
const DECIDING: readonly SchemaStatus[] = [
  "Failed",
  "BillingLimitReached",
  "BillingLimitTooLow",
  "Paused",
  "Running",
  "Completed",
];

/** A source as the API shows it: with its schemas in full when it is retrieved, trimmed in a list; in name order in both. */
export function sourceView(source: Source, { detail }: { readonly detail: "full" | "trimmed" }): object {
  const schemas = source.schemas.filter((schema) => !schema.deleted).toSorted(byName);
  return {
    id: source.id,
    created_at: source.created_at,
    created_by: source.created_by,
    created_via: source.created_via,
    status: sourceStatus(source, schemas),
    source_type: source.source_type,
    latest_error: shownError(source, schemas.find((schema) => schema.latest_error !== null)?.latest_error ?? null),
    prefix: source.prefix,
    description: source.description,
    access_method: source.access_method,
    direct_query_enabled: source.direct_query_enabled,
    auto_sync_new_schemas: source.auto_sync_new_schemas,
    auto_sync_schema_patterns: source.auto_sync_schema_patterns,
    engine: source.engine,
    last_run_at: source.last_run_at,
    schemas: schemas.map((schema) =>
      detail === "full" ? schemaView(source, schema, { withSource: false }) : trimmedSchemaView(source, schema),
    ),
    job_inputs: shownJobInputs(source),
    revenue_analytics_config: source.revenue_analytics_config,
    user_access_level: source.user_access_level,
    supports_webhooks: source.supports_webhooks,
    supports_column_selection: source.supports_column_selection,
    api_version: source.api_version,
    api_version_deprecation: deprecationView(source, effectiveApiVersion(source)),
  };
}

function sourceStatus(source: Source, schemas: readonly Schema[]): string | null {
  const shown = new Set(schemas.filter((schema) => schema.should_sync).map((schema) => schema.status));
  const deciding = DECIDING.find((status) => shown.has(status));
  return deciding === undefined ? source.status : schemaStatusText(deciding);
}

function byName(a: Schema, b: Schema): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}
