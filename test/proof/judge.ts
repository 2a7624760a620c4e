import type { Row } from "../../src/sandbox/rows/row.js";
import type { Configuration } from "./configuration.js";
import { keyOf, type Expected } from "./oracle.js";

export interface Defect {
  readonly kind: "missing" | "stale" | "doubled" | "lingering";
  readonly key: string;
  readonly says: string;
}

const isThere = (row: Row): boolean => row["_ph_deleted"] !== true;
const SEES_DELETIONS = ["full_refresh", "cdc"];

/** What is wrong with the rows, measured by what the table would hold had it always run like this. */
export function defectsIn(
  configuration: Configuration,
  { rows, history }: { readonly rows: readonly Row[]; readonly history: readonly Row[] },
  expected: Expected,
  since: number,
): readonly Defect[] {
  const { type, mode, key } = configuration;
  const current = mode === "cdc_only" ? [] : mainDefects(configuration, rows.filter(isThere), expected, since);
  if (type !== "cdc" || mode === "consolidated") return current;
  const open = history.filter((row) => row["valid_to"] === null && isThere(row));
  const inHistory = currentDefects(key, open, expected, true);
  const recorded = new Set(history.map((row) => row["v"]));
  const unrecorded = expected.read.filter(({ v, at }) => at > since && !recorded.has(v));
  return [...current, ...inHistory, ...unrecorded.map((one) => missing(one.key, `version ${one.v} of the history`))];
}

const missing = (key: string, what: string): Defect => ({ kind: "missing", key, says: `${what} is missing` });

function mainDefects(
  { type, key }: Configuration,
  rows: readonly Row[],
  expected: Expected,
  since: number,
): readonly Defect[] {
  if (type !== "append") return currentDefects(key, rows, expected, SEES_DELETIONS.includes(type));
  const versions = rows.map((row) => `${keyOf(row, key)} v${String(row["v"])}`);
  const held = new Set(versions);
  const afterwards = expected.read.filter(({ at }) => at > since);
  return [
    // What is newer than the oracle knows is right as well: another type saw what this one does not.
    ...[...expected.newest]
      .filter(([one, v]) => !rows.some((row) => keyOf(row, key) === one && Number(row["v"]) >= v))
      .map(([one, v]) => missing(one, `version ${v} of the row ${one}`)),
    ...afterwards
      .filter((one) => !held.has(`${one.key} v${one.v}`))
      .map((one) => missing(one.key, `version ${one.v} of the row ${one.key}`)),
    ...versions
      .filter((one, index) => versions.indexOf(one) !== index)
      .map((one): Defect => ({ kind: "doubled", key: one.split(" ")[0] ?? one, says: `${one} is there twice` })),
  ];
}

function currentDefects(
  key: readonly string[],
  rows: readonly Row[],
  { newest, alive }: Expected,
  seesDeletions: boolean,
): readonly Defect[] {
  const byKey = grouped(rows, key);
  const defects: Defect[] = [];
  for (const [one, v] of newest) {
    const held = byKey.get(one);
    const best = Math.max(...(held ?? []).map((row) => Number(row["v"])));
    if (held === undefined) defects.push(missing(one, `the row ${one}`));
    else if (best < v)
      defects.push({ kind: "stale", key: one, says: `the row ${one} is version ${best} and not ${v}` });
  }
  for (const [one, held] of byKey) {
    if (held.length > 1)
      defects.push({ kind: "doubled", key: one, says: `the row ${one} is there ${held.length} times` });
    if (seesDeletions && !alive.has(one))
      defects.push({ kind: "lingering", key: one, says: `the row ${one} is there, which the source has deleted` });
  }
  return defects;
}

function grouped(rows: readonly Row[], key: readonly string[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const one = keyOf(row, key);
    groups.set(one, [...(groups.get(one) ?? []), row]);
  }
  return groups;
}
