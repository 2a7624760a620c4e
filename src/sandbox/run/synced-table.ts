import type { LiveTable, Schema, Source } from "../state.js";

type Column = Record<string, unknown>;

/** `prod_postgres_users` and `postgres.prod.users` for the table `public.users` of a Postgres source with the prefix `prod_`. */
export function tableName(source: Source, schema: Schema): { readonly name: string; readonly hogql_name: string } {
  const own = source.job_inputs?.["schema"];
  const namespace = typeof own === "string" && own !== "" ? own : "public";
  const bare = schema.name.startsWith(`${namespace}.`) ? schema.name.slice(namespace.length + 1) : schema.name;
  const table = identifier(bare);
  const type = identifier(source.source_type);
  const prefix = source.prefix ?? "";
  const dotted = [type, prefix.replace(/_+$/u, ""), table].filter((part) => part !== "");
  return { name: `${prefix}${type}_${table}`, hogql_name: dotted.join(".") };
}

/**
 * The columns that the table has after a run: those that are selected, with the key and the cursor, which are always kept.
 * A run that replaces the table drops those that are gone from the source, if the source says what it has.
 */
export function columnsOf(schema: Schema, live: LiveTable | undefined, replaces: boolean): Column[] {
  const atSource = live?.columns.length ? live.columns : schema.available_columns;
  const selected = schema.enabled_columns === null ? undefined : new Set(alwaysKept(schema, schema.enabled_columns));
  const found = atSource.filter(({ name }) => selected?.has(name) ?? true);
  const names = new Set(found.map(({ name }) => name));
  const kept = (schema.table?.columns ?? []).filter(
    (column) => !replaces || atSource.length === 0 || names.has(String(column["name"])),
  );
  const present = new Set(kept.map((column) => column["name"]));
  const added = found
    .filter(({ name }) => !present.has(name))
    .map(({ name, data_type }): Column => ({
      key: name,
      name,
      type: columnType(data_type ?? ""),
      schema_valid: true,
      fields: null,
      table: null,
      chain: null,
      id: null,
    }));
  return [...kept, ...added];
}

const alwaysKept = (schema: Schema, names: readonly string[]): readonly string[] => [
  ...names,
  ...(schema.primary_key_columns ?? []),
  ...(schema.incremental_field === null ? [] : [schema.incremental_field]),
];

const identifier = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/gu, "_");

const TYPES: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/int|serial/u, "integer"],
  [/numeric|decimal/u, "decimal"],
  [/float|double|real/u, "float"],
  [/bool/u, "boolean"],
  [/timestamp|datetime/u, "datetime"],
  [/^date$/u, "date"],
  [/json/u, "json"],
];

const columnType = (dataType: string): string => TYPES.find(([pattern]) => pattern.test(dataType))?.[1] ?? "string";
