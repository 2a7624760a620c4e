import { keepMove } from "../rows/keep-move.js";
import type { CursorValue, LiveTable, Schema, Source } from "../state.js";
import { isoTime, type SchemaPlace, type World } from "../world.js";
import type { Reads } from "./runs.js";
import { columnsOf, tableName } from "./synced-table.js";

/** A run has moved its rows: the table, how far it was read, and what the server learned on the way. */
export function importRows(world: World, { schema, source }: SchemaPlace, reads: Reads, at: number): void {
  const live = source.live_source.tables.find(({ name }) => name === schema.name);
  learnKey(schema, source, live);
  const makeTable = (): void => writeTable(world, { schema, source }, live, reads);
  schema.last_synced_at = isoTime(at);
  if (reads.move !== undefined) {
    keepMove(schema, reads.move, makeTable);
    return;
  }
  makeTable();
  writeMaxValues(schema, live, reads, at);
  writeCursor(schema, reads);
}

function learnKey(schema: Schema, source: Source, live: LiveTable | undefined): void {
  if (source.capabilities.detects_primary_keys) schema.primary_key_columns ??= live?.primary_keys ?? null;
}

function writeTable(world: World, { schema, source }: SchemaPlace, live: LiveTable | undefined, reads: Reads): void {
  const before = schema.table;
  schema.table = {
    id: before?.id ?? world.newId(),
    ...(before === null ? tableName(source, schema) : { name: before.name, hogql_name: before.hogql_name }),
    columns: columnsOf(schema, live, reads.replaces),
    row_count: rowsAfter(before?.row_count ?? 0, reads),
    user_access_level: before?.user_access_level ?? "manager",
  };
  schema.internal.table_deleted = false;
}

/** Merging keeps rows that were deleted at the source; appending everything again adds every row a second time. */
function rowsAfter(before: number, { replaces, everything, rows, syncType }: Reads): number {
  if (replaces) return rows;
  return everything && syncType !== "append" ? Math.max(before, rows) : before + rows;
}

function writeCursor(schema: Schema, { syncType, field }: Reads): void {
  const { internal } = schema;
  internal.initial_sync_complete = true;
  switch (syncType) {
    case "incremental":
    case "append":
    case "webhook":
      if (field !== null) internal.incremental_field_last_value = internal.table_max_values[field] ?? null;
      return;
    case "xmin":
      internal.xmin_last_value = (internal.xmin_last_value ?? 0) + 1 + (schema.table?.row_count ?? 0);
      return;
    case "cdc":
      internal.cdc_mode = "streaming";
      return;
    case "full_refresh":
    case null:
      return;
  }
}

/** The document knows no rows, so new ones are taken to be as new as the run, and numbered through. */
function writeMaxValues(schema: Schema, live: LiveTable | undefined, reads: Reads, at: number): void {
  const known = schema.internal.table_max_values;
  const names = new Set((schema.table?.columns ?? []).map((column) => String(column["name"])));
  for (const [name, type] of orderedColumns(live, reads)) {
    if (names.size > 0 && !names.has(name)) continue;
    if (reads.rows > 0 || known[name] === undefined) {
      const value = maxValue(type, known[name], schema.table?.row_count ?? 0, at);
      if (value !== undefined) known[name] = value;
    }
  }
}

function orderedColumns(live: LiveTable | undefined, { field, fieldType }: Reads): ReadonlyMap<string, string> {
  return new Map([
    ...(live?.columns ?? []).map(({ name, data_type }) => [name, data_type] as const),
    ...(live?.incremental_fields ?? []).map((entry) => [entry.field, entry.field_type] as const),
    ...(field === null || fieldType === null ? [] : [[field, fieldType] as const]),
  ]);
}

function maxValue(type: string, before: CursorValue | undefined, rows: number, at: number): CursorValue | undefined {
  if (rows === 0) return before;
  if (/int|serial|xid/u.test(type)) return Math.max(rows, typeof before === "number" ? before : 0);
  if (/numeric|decimal|float|double|real/u.test(type)) return typeof before === "number" ? before : rows;
  if (/timestamp|datetime/u.test(type)) return isoTime(at).replace("Z", "");
  if (type === "date") return isoTime(at).slice(0, 10);
  if (type === "objectid")
    return Math.floor(at / 1000)
      .toString(16)
      .padEnd(24, "0");
  return before;
}
