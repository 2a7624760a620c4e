import type { Change } from "./change.js";

interface Selection {
  /** columns are listed that were not, or the list goes */
  readonly widens: boolean;
  /** columns are not listed any more, or a list comes */
  readonly narrows: boolean;
  /** what readers lose, as far as the columns are known; key and cursor are synced listed or not */
  readonly vanishing: readonly string[];
}

/** What a new selection of columns does to the table. No list means all, those that the source gains later included. */
export function selection({ before, after, live, changed }: Change): Selection {
  if (!changed.has("enabled_columns")) return { widens: false, narrows: false, vanishing: [] };
  const from = before.enabled_columns;
  const to = after.enabled_columns;
  if (to === null) return { widens: true, narrows: false, vanishing: [] };
  const kept = [...to, ...(after.primary_key_columns ?? []), after.incremental_field];
  const gone = (from ?? live.table?.columns ?? []).filter((column) => !to.includes(column));
  return {
    widens: from !== null && to.some((column) => !from.includes(column)),
    narrows: from === null || gone.length > 0,
    vanishing: gone.filter((column) => !kept.includes(column)),
  };
}
