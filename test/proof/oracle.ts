import type { Configuration } from "./configuration.js";
import type { Moment, Version } from "./history.js";

/**
 * What a type does not see by nature, and what therefore nobody misses: a row that is deleted at the source stays, a change that
 * leaves the cursor where it was stays unread.
 */
export const BLIND = {
  full_refresh: "nothing",
  incremental: "deletions; changes that do not raise the cursor; rows whose cursor lies below what was read",
  append: "deletions; changes that do not raise the cursor; rows whose cursor lies below what was read",
  webhook: "deletions; what was never delivered",
  cdc: "nothing; with cdc_only the main table is the first snapshot, and the history begins with the last snapshot",
  xmin: "deletions",
} as const satisfies Readonly<Record<Configuration["type"], string>>;

/** What the table would hold had it always run under one configuration. */
export interface Expected {
  /** by key: the newest version that this type has seen of a row which the source still has */
  readonly newest: ReadonlyMap<string, number>;
  /** keys that the source had when it was read last */
  readonly alive: ReadonlySet<string>;
  /** every version that was read, with the time of the run */
  readonly read: readonly { readonly key: string; readonly v: number; readonly at: number }[];
}

export const keyOf = (row: object, key: readonly string[]): string =>
  key.map((column) => String((row as Readonly<Record<string, unknown>>)[column])).join("/");

/**
 * The oracle: it knows the source's own history and when runs read it, and nothing of what any server or client did.
 * @param runs  Unix ms, oldest first
 */
export function expected(
  { type, cursor, key, lookback = 0 }: Configuration,
  moments: readonly Moment[],
  runs: readonly number[],
): Expected {
  const read: Expected["read"][number][] = [];
  const newest = new Map<string, number>();
  let watermark = "1970-01-01T00:00:00";
  let since = 0;
  let alive: readonly Version[] = [];
  for (const at of runs) {
    const seen = moments.filter((moment) => moment.at <= at);
    alive = seen.at(-1)?.rows ?? [];
    const told = seen.slice(since).filter(({ undelivered }) => type !== "webhook" || undelivered !== true);
    const written = new Set(told.flatMap(({ wrote }) => (wrote === undefined ? [] : [wrote.v])));
    const from = new Date(Date.parse(`${watermark}Z`) - lookback * 1000).toISOString().slice(0, 19);
    const rows = alive.filter((row) => {
      if (cursor !== undefined) return row[cursor] > from;
      return type === "full_refresh" || since === 0 || written.has(row.v);
    });
    for (const row of rows) {
      read.push({ key: keyOf(row, key), v: row.v, at });
      newest.set(keyOf(row, key), row.v);
      if (cursor !== undefined && row[cursor] > watermark) watermark = row[cursor];
    }
    since = seen.length;
  }
  const there = new Set(alive.map((row) => keyOf(row, key)));
  return { newest: new Map([...newest].filter(([one]) => there.has(one))), alive: there, read };
}

/** What the rows are measured by: to look further back brings nothing back that was passed over before. */
export const measured = (from: Configuration, to: Configuration): Configuration =>
  from.type === "incremental" && to.type === "incremental" && from.cursor === to.cursor
    ? { ...to, lookback: from.lookback ?? 0 }
    : to;
