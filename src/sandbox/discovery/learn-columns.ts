import type { Source } from "../state.js";
import { finderOf } from "./names.js";

/** What discovery stores of the tables it sees: columns, and a key where none is stored. Selected columns that are gone are dropped. */
export function learnColumns(source: Source): void {
  if (!source.supports_column_selection || !source.capabilities.detects_primary_keys) return;
  const find = finderOf(source.live_source.tables);
  for (const schema of source.schemas) {
    if (schema.deleted) continue;
    const live = find(schema.name);
    if (live === undefined || live.columns.length === 0) continue;
    schema.available_columns = live.columns.map(({ name, data_type, is_nullable }) => ({
      name,
      data_type,
      is_nullable,
    }));
    schema.source_column_metadata_available = true;
    if (!schema.primary_key_columns?.length && live.primary_keys?.length) {
      schema.primary_key_columns = [...live.primary_keys];
    }
    const names = new Set(live.columns.map(({ name }) => name));
    schema.enabled_columns = schema.enabled_columns?.filter((name) => names.has(name)) ?? null;
  }
}
