// A warehouse of N tables in S sources, and the YAML that declares all of them and changes every tenth.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const uuid = (kind, n) => `0199${kind}-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
const COLUMNS = ["id", "name", "amount", "created_at", "updated_at"];
const TYPES = { id: "bigint", name: "text", amount: "integer", created_at: "timestamp", updated_at: "timestamp" };
const candidate = (field) => ({
  label: field,
  type: TYPES[field],
  field,
  field_type: TYPES[field] === "bigint" ? "integer" : TYPES[field],
});

const schema = (n, name) => ({
  id: uuid("cafe", n),
  name,
  table: {
    id: uuid("beef", n),
    name: name.replaceAll(".", "_"),
    hogql_name: `postgres.${name}`,
    columns: COLUMNS.map((key) => ({
      key,
      name: key,
      type: "string",
      schema_valid: true,
      fields: null,
      table: null,
      chain: null,
    })),
    row_count: 1000 + n,
  },
  status: "Completed",
  sync_type: "incremental",
  incremental_field: "updated_at",
  incremental_field_type: "timestamp",
  primary_key_columns: ["id"],
  last_synced_at: "2026-09-24T06:00:00Z",
  available_columns: COLUMNS.map((column) => ({ name: column, data_type: TYPES[column], is_nullable: false })),
  source_column_metadata_available: true,
  schedule: { paused: false, every_seconds: 21600 },
  internal: {
    initial_sync_complete: true,
    incremental_field_last_value: "2026-09-24T06:00:00",
    table_max_values: { id: n, updated_at: "2026-09-24T06:00:00" },
  },
});

const liveTable = (name) => ({
  name,
  row_count: 1000,
  columns: COLUMNS.map((column) => ({ name: column, data_type: TYPES[column], is_nullable: false, is_indexed: true })),
  primary_keys: ["id"],
  incremental_fields: ["id", "created_at", "updated_at"].map(candidate),
  supports_incremental: true,
  supports_append: true,
  cdc_available: true,
  xmin_available: true,
});

export function stateDocument(tables, sources) {
  const perSource = tables / sources;
  return {
    version: 1,
    api_keys: [{ value: "phx_bench", scopes: ["*"] }],
    sources: Array.from({ length: sources }, (_, s) => {
      const names = Array.from({ length: perSource }, (__, t) => `public.table_${String(t).padStart(5, "0")}`);
      return {
        id: uuid("5000", s),
        source_type: "Postgres",
        prefix: `s${s}_`,
        job_inputs: { host: "db.example" },
        capabilities: {
          supports_row_filters: true,
          supports_cdc: true,
          supports_xmin: true,
          detects_primary_keys: true,
        },
        schemas: names.map((name, t) => schema(s * perSource + t + 1, name)),
        live_source: { tables: names.map(liveTable) },
      };
    }),
  };
}

/** Every tenth table gets another frequency, which needs no probe: the request budget is then pages + sources. */
const sourceYaml = (s, perSource) =>
  [
    "version: 1",
    `source: { source_type: Postgres, prefix: s${s}_ }`,
    "tables:",
    ...Array.from({ length: perSource }, (_, t) => [
      `  public.table_${String(t).padStart(5, "0")}:`,
      "    sync_type: incremental",
      "    incremental_field: updated_at",
      "    incremental_field_type: timestamp",
      "    primary_key_columns: [id]",
      `    sync_frequency: ${t % 10 === 0 ? "1hour" : "6hour"}`,
    ]).flat(),
    "",
  ].join("\n");

export async function writeConfiguration(folder, { tables, sources, host }) {
  await mkdir(join(folder, "warehouse"), { recursive: true });
  await writeFile(
    join(folder, "warehog.yaml"),
    `version: 1\ntargets:\n  bench:\n    host: ${host}\n    project_id: 1\n    api_key_env: BENCH_KEY\n    sources: [warehouse/*.yaml]\n`,
  );
  for (let s = 0; s < sources; s++)
    await writeFile(join(folder, `warehouse/s${s}.yaml`), sourceYaml(s, tables / sources));
}
