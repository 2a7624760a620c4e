import { knownColumns } from "../patch/columns.js";
import { judgeFilters } from "../patch/row-filters.js";
import type { LiveTable, Schema, Source } from "../state.js";
import type { Reads } from "./runs.js";

/** `disables`: retrying cannot mend it, so the server also switches the table off. */
export interface Failure {
  readonly error: string;
  readonly disables: boolean;
}

const NO_KEY =
  "This table needs a primary key to sync incrementally, but none is set. Choose a primary key for the table in its sync " +
  "settings, or switch it to full table replication, then re-enable the sync.";
const NO_TYPE =
  "This table has a sync type that PostHog does not support. Choose another sync type, then re-enable the sync.";

/** Why a run of this table cannot succeed; undefined if it can. */
export function failureOf(schema: Schema, source: Source, reads: Reads): Failure | undefined {
  const live = source.live_source;
  const table = live.tables.find(({ name }) => name === schema.name);
  if (live.credentials_error !== null) return { error: live.credentials_error, disables: true };
  if (reads.syncType === "cdc" && live.connection_error !== null) {
    return { error: live.connection_error, disables: false };
  }
  if (table === undefined) return { error: `Table "${schema.name}" does not exist at the source.`, disables: true };
  if (reads.syncType === null) return { error: NO_TYPE, disables: true };
  const misfit = misfitOf(schema, reads);
  if (misfit !== undefined) return { error: misfit, disables: false };
  if (MERGES.has(reads.syncType) && source.capabilities.detects_primary_keys && !hasKey(schema, table)) {
    return { error: NO_KEY, disables: true };
  }
  const missing = [cursorOf(reads), ...keysOf(schema, reads)].find((name) => name !== null && !hasColumn(table, name));
  return missing === undefined
    ? undefined
    : { error: `Column "${missing}" does not exist at the source.`, disables: true };
}

/** Filters are judged again by what discovery knows now; capture reads the log of changes, where they have no effect. */
function misfitOf(schema: Schema, { syncType }: Reads): string | undefined {
  const fault = syncType === "cdc" ? undefined : judgeFilters(schema.row_filters ?? [], knownColumns(schema));
  if (fault === undefined) return undefined;
  return (
    `Row filter on schema '${schema.name}' no longer matches the current table schema (${fault}). ` +
    "Fix or remove the row filter in the schema's configuration to resume syncing."
  );
}

const MERGES: ReadonlySet<string> = new Set(["incremental", "cdc", "xmin"]);

const cursorOf = ({ syncType, field }: Reads): string | null =>
  syncType === "incremental" || syncType === "append" ? field : null;

const keysOf = (schema: Schema, { syncType }: Reads): readonly string[] =>
  syncType !== null && MERGES.has(syncType) ? (schema.primary_key_columns ?? []) : [];

/** Without any key the server falls back on a column named `id`. */
const hasKey = (schema: Schema, table: LiveTable): boolean =>
  [schema.primary_key_columns, table.primary_keys].some((key) => (key?.length ?? 0) > 0) ||
  table.columns.some(({ name }) => name === "id");

/** A source that names no columns may have any. */
const hasColumn = (table: LiveTable, name: string): boolean =>
  table.columns.length === 0 ||
  table.columns.some((column) => column.name === name) ||
  table.incremental_fields.some(({ field }) => field === name);
