import { keyOf, type Row } from "./row.js";

/**
 * The table with `incoming` merged over it by key. Every row of the table that has the key becomes the incoming one, so versions
 * that an append left behind stay doubled. Of two incoming rows of one key the later counts. Columns that do not come in stay.
 */
export function mergeRows(table: readonly Row[], incoming: readonly Row[], key: readonly string[]): readonly Row[] {
  const latest = new Map(incoming.map((row) => [keyOf(row, key), row]));
  const met = new Set<string>();
  const merged = table.map((row) => {
    const id = keyOf(row, key);
    const update = latest.get(id);
    if (update === undefined) return row;
    met.add(id);
    return { ...row, ...update };
  });
  return [...merged, ...[...latest].filter(([id]) => !met.has(id)).map(([, row]) => row)];
}

/** Whether two rows share a key, which no merge could tell apart. */
export const hasDoubles = (rows: readonly Row[], key: readonly string[]): boolean =>
  new Set(rows.map((row) => keyOf(row, key))).size < rows.length;
