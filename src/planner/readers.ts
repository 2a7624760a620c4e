import { isWorse } from "../model/effect.js";
import type { LiveState, SyncedTable } from "../model/live.js";
import type { Item } from "../model/plan.js";
import type { Readers, SavedQuery } from "../model/readers.js";

/** Comments and texts in quotes name no table; quoting marks around a name are no part of it. */
const bareSql = (sql: string): string =>
  sql
    .replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\]|\\[\s\S]|'')*'/g, " ")
    .replaceAll(/[`"]/g, "")
    .toLowerCase();

/** Whoever reads it notices, or rows of it go. */
export const concernsReaders = ({ effect }: Pick<Item, "effect">): boolean => isWorse(effect, "costly");

/** Saved queries that name a table whose change concerns its readers, in the order given. */
export function readersOf(items: readonly Item[], live: LiveState, queries: readonly SavedQuery[]): Readers {
  const tables = new Map(live.sources.flatMap((source) => source.tables ?? []).map(({ id, table }) => [id, table]));
  const searched = queries.map(({ name, sql }) => ({ name, sql: bareSql(sql) }));
  const found = items.filter(concernsReaders).flatMap(({ address, schema_id }) => {
    const table = tables.get(schema_id);
    const patterns = table ? namesOf(table).map(asName) : [];
    const names = searched.filter(({ sql }) => patterns.some((pattern) => pattern.test(sql))).map(({ name }) => name);
    return names.length === 0 ? [] : [[address, names] as const];
  });
  return Object.fromEntries(found);
}

/** `postgres.shop.orders`, and the older `shop_postgres_orders`. */
const namesOf = ({ name, hogql_name }: SyncedTable): readonly string[] =>
  hogql_name === null ? [name] : [hogql_name, name];

/** The name by itself: no part of a longer one, though a column may follow it. */
const asName = (name: string): RegExp =>
  new RegExp(`(?<![\\w.])${name.toLowerCase().replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?!\\w)`, "u");
