import type { DesiredSource, DesiredState, DesiredTable } from "../model/desired.js";
import type { LiveSource, LiveState, LiveTable } from "../model/live.js";
import { matchSources } from "../model/match-source.js";
import { didYouMean } from "../model/near-name.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import { fileStem } from "../pull/selector.js";
import { EXIT } from "./exit-code.js";
import type { Failure } from "./failure.js";

/** A source under the name that people give it: its file's, or the one that a pull would give it. */
export interface NamedSource {
  readonly key: string;
  readonly source: LiveSource;
  readonly declared: DesiredSource | undefined;
}

/** One table of it. */
export interface Located {
  /** source/table */
  readonly address: string;
  readonly key: string;
  readonly source: LiveSource;
  readonly table: LiveTable;
  readonly declared: DesiredTable | undefined;
}

/** Every source that the key sees, those without a file too. */
export function namedSources({ sources: declared }: DesiredState, { sources }: LiveState): readonly NamedSource[] {
  const byId = new Map<string, DesiredSource>();
  for (const source of declared) {
    const [match, other] = matchSources(source.selector, sources);
    if (match !== undefined && other === undefined) byId.set(match.id, source);
  }
  const taken = new Set(declared.map(({ key }) => key));
  const named = sources
    .filter(({ access_method }) => access_method === "warehouse")
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((source): NamedSource => {
      const known = byId.get(source.id);
      const key = known?.key ?? fileStem(source, taken);
      taken.add(key);
      return { key, source, declared: known };
    });
  return named.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

export const tablesOf = ({ key, source, declared }: NamedSource): readonly Located[] =>
  (source.tables ?? []).map((table) => ({
    address: `${key}/${table.name}`,
    key,
    source,
    table,
    declared: declared?.tables.find(({ name }) => name === table.name),
  }));

/** `source` or `source/table`; a table's name may hold a slash of its own, a source's may not. */
export function splitAddress(address: string): readonly [source: string, table: string | undefined] {
  const slash = address.indexOf("/");
  return slash === -1 ? [address, undefined] : [address.slice(0, slash), address.slice(slash + 1)];
}

const unknown = (code: string, message: string, hint: string): Failure => ({ code, message, hint, exit: EXIT.usage });

const MOST_LISTED = 8;
/** So many names, and how many more there are: a project may have hundreds of sources. */
export const someOf = (names: readonly string[]): string =>
  names.length <= MOST_LISTED
    ? names.join(", ")
    : `${names.slice(0, MOST_LISTED).join(", ")} and ${names.length - MOST_LISTED} more`;

/** The source that was named. A table's name alone is a slip that can be answered. */
export function findSource(named: readonly NamedSource[], address: string): Result<NamedSource, Failure> {
  const [key] = splitAddress(address);
  const found = named.find((source) => source.key === key);
  if (found !== undefined) return ok(found);
  const tables = named.flatMap((source) => source.source.listed.map(({ name }) => `${source.key}/${name}`));
  const keys = named.map((source) => source.key);
  const suggestion =
    didYouMean(key, keys) ||
    didYouMean(
      address,
      tables.filter((table) => table.endsWith(`/${address}`)),
    ) ||
    didYouMean(address, tables);
  return err(
    unknown(
      "source-unknown",
      `the key sees no source "${key}" in this project`,
      `${suggestion}${keys.length === 0 ? "check the project id and what the key's user may view" : `the sources are ${someOf(keys)}`}`,
    ),
  );
}

/** The table that was named; a name that two rows share means neither. */
export function findTable(named: readonly NamedSource[], address: string): Result<Located, Failure> {
  const [, name] = splitAddress(address);
  const source = findSource(named, address);
  if (!source.ok) return source;
  if (name === undefined)
    return err(
      unknown("table-unnamed", `"${address}" names a source and no table of it`, `write it as ${address}/<table>`),
    );
  const tables = tablesOf(source.value);
  const [found, other] = tables.filter(({ table }) => table.name === name);
  if (found === undefined)
    return err(
      unknown(
        "table-unknown",
        `source "${source.value.key}" has no table "${name}"`,
        `${didYouMean(
          name,
          tables.map(({ table }) => table.name),
        )}warehog diagnose ${source.value.key} looks at all its tables`,
      ),
    );
  return other === undefined
    ? ok(found)
    : err({
        code: "ambiguous-name",
        message: `two tables of source "${source.value.key}" are named "${name}", so nothing was done to either`,
        hint: "delete the one that is a ghost in PostHog",
      });
}
