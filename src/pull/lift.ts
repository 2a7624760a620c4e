import { FIELDS } from "../model/settings.js";
import type { DeclaredSettings, Field } from "../model/settings.js";
import type { Declarable } from "./declarable.js";

/** What many tables of a source share. */
export interface Lifted {
  readonly defaults: DeclaredSettings;
  readonly rules: readonly { readonly tables: string; readonly set: DeclaredSettings }[];
}

/** A rule that saves fewer lines is one more thing to read. */
const LEAST_SAVED = 3;
/** More of them show no pattern. */
const MOST_RULES = 40;

/**
 * Finds the pattern. Three steps, without search:
 *
 * 1. `defaults` get each value that more than half of the tables hold, of those whose type takes the field.
 * 2. Where it cannot be said of a few tables what they hold, a rule over all others gets that value: a file can override a
 *    value and never take one back.
 * 3. A beginning that names share up to a dot, dash or underscore gets a rule for each value that more than half of its
 *    tables hold, where that saves three lines or more. Longer beginnings come later, so that they win.
 *
 * @param restIsNone  fields of which defaults say "none" too
 */
export function lifted(tables: readonly Declarable[], restIsNone: ReadonlySet<Field>): Lifted {
  const inherited = new Map<Declarable, Map<Field, string>>(tables.map((table) => [table, new Map()]));
  const defaults: Settable = {};
  const rules = new Map<string, Settable>();
  for (const field of FIELDS) {
    const votes = votesOn(field, tables);
    const winner = votes.winner ?? (restIsNone.has(field) && votes.keys.has(NONE) ? NONE : undefined);
    if (winner === undefined || (winner === NONE && !restIsNone.has(field))) continue;
    const count = votes.keys.get(winner)?.length ?? 0;
    if (votes.blocked.length > 0) exceptBlocked(field, winner, votes, count);
    else if ((winner === NONE || count > 1) && !isLost(field, defaults)) hand(field, winner, votes.holders, defaults);
  }
  for (const [prefix, members] of prefixes(tables)) {
    const set: Settable = {};
    for (const field of FIELDS) {
      const votes = votesOn(field, members);
      if (votes.winner === undefined || votes.blocked.length > 0 || isLost(field, set)) continue;
      if (linesSaved(field, votes.winner, votes) >= LEAST_SAVED) hand(field, votes.winner, votes.holders, set);
    }
    if (Object.keys(set).length > 0 && rules.size < MOST_RULES) rules.set(`${prefix}*`, set);
  }
  return { defaults, rules: [...rules].map(([glob, set]) => ({ tables: glob, set })) };

  function exceptBlocked(field: Field, winner: string, { holders, blocked }: Votes, count: number): void {
    const glob = allBut(blocked.map(({ name }) => name));
    const isMost = count * 2 > holders.length + blocked.length && count >= LEAST_SAVED && winner !== NONE;
    if (glob === undefined || !isMost) return;
    const set = rules.get(glob) ?? {};
    if (isLost(field, { ...defaults, ...set })) return;
    hand(field, winner, holders, set);
    rules.set(glob, set);
  }

  function linesSaved(field: Field, winner: string, { holders, keys }: Votes): number {
    const before = (table: Declarable) => inherited.get(table)?.get(field) ?? NONE;
    const saved = (keys.get(winner) ?? []).filter((table) => before(table) !== winner);
    const lost = holders.filter((table) => before(table) !== winner && before(table) === keyOf(table, field));
    return saved.length - lost.length;
  }

  function hand(field: Field, key: string, holders: readonly Declarable[], to: Settable): void {
    to[field] = JSON.parse(key);
    for (const table of holders) inherited.get(table)?.set(field, key);
  }
}

/** The type of a cursor says nothing without the cursor. */
const isLost = (field: Field, beside: Settable): boolean =>
  field === "incremental_field_type" && beside["incremental_field"] === undefined;

type Settable = Record<string, unknown>;
const NONE = "null";

const keyOf = ({ settings }: Declarable, field: Field): string => JSON.stringify(settings[field]);

interface Votes {
  readonly holders: readonly Declarable[];
  readonly keys: ReadonlyMap<string, readonly Declarable[]>;
  /** the value of more than half, as JSON */
  readonly winner: string | undefined;
  /** tables that may not be given any value */
  readonly blocked: readonly Declarable[];
}

function votesOn(field: Field, tables: readonly Declarable[]): Votes {
  const keys = new Map<string, Declarable[]>();
  const holders: Declarable[] = [];
  const blocked: Declarable[] = [];
  for (const table of tables) {
    const value = table.settings[field];
    // PostHog fills a missing key in after a run: a declared "none" would fight it.
    if (table.unsayable.has(field) || (field === "primary_key_columns" && value === null)) blocked.push(table);
    if (value === undefined || blocked.at(-1) === table) continue;
    holders.push(table);
    const key = keyOf(table, field);
    const same = keys.get(key);
    if (same === undefined) keys.set(key, [table]);
    else same.push(table);
  }
  const winner = [...keys].find(([, held]) => held.length * 2 > holders.length)?.[0];
  return { holders, keys, winner, blocked };
}

/** As the schema has it for a glob. */
const LONGEST_GLOB = 200;
const PLAIN_NAME = /^[A-Za-z0-9_][\w.:-]*$/;

function allBut(names: readonly string[]): string | undefined {
  const glob = names.length === 1 ? `!${names[0]}` : `!{${names.join(",")}}`;
  return glob.length <= LONGEST_GLOB && names.every((name) => PLAIN_NAME.test(name)) ? glob : undefined;
}

/** A beginning that a glob says as it stands, up to and with its last separator. */
const SEPARATED = /[._:-]/g;

/** Beginnings that several names share and not all, the shortest first; of those that mean the same tables, the longest. */
function prefixes(
  tables: readonly Declarable[],
): readonly (readonly [prefix: string, members: readonly Declarable[]])[] {
  const members = new Map<string, Declarable[]>();
  for (const table of tables) {
    for (const { index } of table.name.matchAll(SEPARATED)) {
      const prefix = table.name.slice(0, index + 1);
      const before = members.get(prefix);
      if (before === undefined) members.set(prefix, [table]);
      else before.push(table);
    }
  }
  const bySet = new Map<string, readonly [string, readonly Declarable[]]>();
  for (const [prefix, found] of members) {
    if (found.length < LEAST_SAVED || found.length === tables.length || !PLAIN_NAME.test(prefix)) continue;
    const set = `${found.length} ${found[0]?.name}`;
    const other = bySet.get(set);
    if (other === undefined || other[0].length < prefix.length) bySet.set(set, [prefix, found]);
  }
  return [...bySet.values()].toSorted(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
}
