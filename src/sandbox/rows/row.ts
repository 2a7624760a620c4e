/** One row, by column; its values are JSON. */
export type Row = Readonly<Record<string, unknown>>;

/** Equal for two rows exactly when they have the same values in the columns of the key. */
export const keyOf = (row: Row, key: readonly string[]): string =>
  JSON.stringify(key.map((column) => row[column] ?? null));

/** The columns that are selected; null stands for all of them. */
export function withColumns(row: Row, selected: ReadonlySet<string> | null): Row {
  return selected === null ? row : Object.fromEntries(Object.entries(row).filter(([name]) => selected.has(name)));
}
