import type { DesiredSource, DesiredState, DesiredTable } from "../model/desired.js";
import type { LiveSource, LiveState, LiveTable } from "../model/live.js";
import { matchSources } from "../model/match-source.js";
import type { PlanProblem } from "../model/plan.js";
import { didYouMean, nearNames } from "../model/near-name.js";

export interface TablePair {
  readonly desired: DesiredTable;
  readonly live: LiveTable;
  /** target/source/table */
  readonly address: string;
}

export interface SourcePair {
  readonly desired: DesiredSource;
  readonly live: LiveSource;
  readonly tables: readonly TablePair[];
}

export interface Pairing {
  readonly sources: readonly SourcePair[];
  readonly problems: readonly PlanProblem[];
}

/** A name is searched among all names of a source: past this many misses the source is not the one that was meant. */
const MOST_SUGGESTIONS = 20;

/** Finds the one live row of everything declared, by identity. What was not found is a problem, never an absence. */
export function pair({ target, sources }: DesiredState, live: LiveState): Pairing {
  const pairs: SourcePair[] = [];
  const problems: PlanProblem[] = [];
  const taken = new Map<string, string>();
  for (const desired of sources) {
    const address = `${target.name}/${desired.key}`;
    const matches = matchSources(desired.selector, live.sources);
    const [match] = matches;
    const earlier = match && taken.get(match.id);
    if (match === undefined || matches.length > 1) {
      problems.push(unresolved(desired, address, matches, live.sources));
    } else if (earlier !== undefined) {
      problems.push(twice(desired, address, earlier));
    } else {
      taken.set(match.id, desired.key);
      const { tables, problems: missing } = pairTables(desired, match, address);
      pairs.push({ desired, live: match, tables });
      problems.push(...missing);
    }
  }
  return { sources: pairs, problems };
}

const sourceName = ({ source_type, prefix }: { source_type: string; prefix: string }): string =>
  prefix === "" ? `${source_type} without a prefix` : `${source_type} with prefix "${prefix}"`;

function unresolved(
  { selector, at }: DesiredSource,
  address: string,
  matches: readonly LiveSource[],
  all: readonly LiveSource[],
): PlanProblem {
  const wanted = selector.by === "id" ? `id ${selector.id}` : sourceName(selector);
  if (matches.length > 1)
    return {
      code: "source-ambiguous",
      address,
      at,
      message: `${matches.length} sources are ${wanted}, and nothing says which one is meant`,
      hint: `name it by id: source: { id: ${matches.map(({ id }) => id).join(" } or { id: ")} }`,
    };
  const seen = all.map((source) => `${sourceName(source)} (id ${source.id})`);
  const near = selector.by === "id" ? undefined : nearSource(selector, all);
  return {
    code: "source-not-found",
    address,
    at,
    message: `no source is ${wanted}, so none of its tables can be planned`,
    hint:
      seen.length === 0
        ? "the key sees no source at all: check the project id and what the key's user may view"
        : `${near === undefined ? "" : `did you mean ${sourceName(near)}? `}the key sees ${seen.slice(0, 10).join(", ")}${seen.length > 10 ? ` and ${seen.length - 10} more` : ""}; correct the selector, or check what the key's user may view`,
  };
}

/** The source whose type and prefix are both near what was written. */
function nearSource(
  wanted: Extract<DesiredSource["selector"], { by: "type" }>,
  all: readonly LiveSource[],
): LiveSource | undefined {
  const types = nearNames(wanted.source_type, new Set(all.map(({ source_type }) => source_type)));
  const ofType = all.filter(({ source_type }) => types.includes(source_type));
  const [prefix] = nearNames(wanted.prefix, new Set(ofType.map((source) => source.prefix)));
  return ofType.find((source) => source.prefix === prefix);
}

const twice = ({ at }: DesiredSource, address: string, earlier: string): PlanProblem => ({
  code: "source-ambiguous",
  address,
  at,
  message: `this is the source that "${earlier}" declares already, and two files may not decide over one source`,
  hint: `move its tables into "${earlier}", or correct one of the two selectors`,
});

interface PairedTables {
  readonly tables: readonly TablePair[];
  readonly problems: readonly PlanProblem[];
}

function pairTables(desired: DesiredSource, live: LiveSource, parent: string): PairedTables {
  const byName = rowsByName(live.tables ?? []);
  const listed = new Set(live.listed.map(({ name }) => name));
  const tables: TablePair[] = [];
  const problems: PlanProblem[] = [];
  for (const table of desired.tables) {
    const address = `${parent}/${table.name}`;
    const rows = byName.get(table.name) ?? [];
    const [row] = rows;
    if (row !== undefined && rows.length === 1) tables.push({ desired: table, live: row, address });
    else if (rows.length > 1) problems.push({ ...ambiguous(table.name, rows), address, at: table.at });
    else if (live.tables === undefined || listed.has(table.name))
      problems.push({ ...notVisible(table.name), address, at: table.at });
    else {
      const names = problems.length < MOST_SUGGESTIONS ? byName.keys() : [];
      problems.push({ ...notDiscovered(table.name, names), address, at: table.at });
    }
  }
  return { tables, problems };
}

function rowsByName(rows: readonly LiveTable[]): ReadonlyMap<string, readonly LiveTable[]> {
  const byName = new Map<string, LiveTable[]>();
  for (const row of rows) {
    const namesakes = byName.get(row.name);
    if (namesakes === undefined) byName.set(row.name, [row]);
    else namesakes.push(row);
  }
  return byName;
}

const ambiguous = (name: string, rows: readonly LiveTable[]) => ({
  code: "ambiguous-name",
  message: `${rows.length} rows of the source are called "${name}" (${rows.map(({ id }) => id).join(", ")}), and a change could hit the wrong one`,
  hint: "delete the row that does not sync in PostHog, or leave this table undeclared until it is gone",
});

const notVisible = (name: string) => ({
  code: "not-visible",
  message: `"${name}" could not be read, so nobody knows what it looks like; it is not taken for deleted`,
  hint: "give the key's user viewer access to this table in PostHog, then plan again",
});

const notDiscovered = (name: string, names: Iterable<string>) => ({
  code: "not-discovered",
  message: `the source has no table "${name}" that this key can see, so there is nothing to configure`,
  hint: `${didYouMean(name, names)}a new table appears after a discovery ("Pull new schemas" in PostHog, or by itself about every 6 hours); a hidden one, after its access is granted`,
});
