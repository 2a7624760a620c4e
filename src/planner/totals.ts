import type { Effect } from "../model/effect.js";
import type { Count, Item, Totals } from "../model/plan.js";

const NO_EFFECTS: Readonly<Record<Effect, number>> = {
  none: 0,
  safe: 0,
  costly: 0,
  disruptive: 0,
  gap: 0,
  wipe: 0,
  loss: 0,
  unknown: 0,
};

function countOf(rows: readonly (number | null)[]): Count {
  const known = rows.filter((count) => count !== null);
  return { at_least: known.reduce((sum, count) => sum + count, 0), unknown_tables: rows.length - known.length };
}

/** Over the items that may be carried out one day; drift is shown apart and never counted. */
export function totalsOf(items: readonly Item[]): Totals {
  const meant = items.filter(({ origin }) => origin !== "drift");
  const by_effect = { ...NO_EFFECTS };
  for (const { effect } of meant) by_effect[effect] += 1;
  return {
    by_effect,
    rows_wiped: countOf(meant.map(({ price }) => price.rows_wiped)),
    rows_imported: countOf(meant.map(({ price }) => price.rows_imported)),
  };
}
