import type { LiveSource, LiveTable } from "../model/live.js";
import { counted } from "../model/numbers.js";
import { isSyncType } from "../model/settings.js";
import type { PullCode } from "./codes.js";
import { isSayableName } from "./declarable.js";
import type { Declarable } from "./declarable.js";
import type { LeftOut } from "./left-out.js";

export interface Ways {
  readonly isTable: (name: string) => boolean;
  readonly toDeclarable: (table: LiveTable) => Declarable | undefined;
}

interface Tellable {
  /** in the order of their names */
  readonly tables: readonly Declarable[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * The tables of a source that a file can declare, and why not the others.
 *
 * @param key  of the source, for addresses
 * @param declared  names that the file declares already: only of these is a missing type worth a word each
 */
export function tellable(
  source: LiveSource,
  key: string,
  { isTable, toDeclarable }: Ways,
  declared: ReadonlySet<string> = new Set(),
): Tellable {
  const nothing = (code: PullCode, message: string): Tellable => ({
    tables: [],
    leftOut: [{ code, address: key, message }],
  });
  if (source.access_method === "direct")
    return nothing(
      "direct-query",
      "it is queried where it is, and nothing of it is synced: there is nothing to declare",
    );
  if (source.tables === undefined)
    return nothing("not-visible", "its tables could not be read: give the key's user viewer access to the source");

  const leftOut: LeftOut[] = [];
  const leave = (code: PullCode, table: string, message: string) =>
    leftOut.push({ code, address: `${key}/${table}`, message });
  const tables: Declarable[] = [];
  let untyped = 0;
  const rows = grouped(source.tables);
  for (const [name, namesakes] of rows) {
    const [row] = namesakes;
    if (!isTable(name) || row === undefined) continue;
    const live = namesakes.length > 1 ? undefined : toDeclarable(row);
    const { sync_type } = row.settings;
    if (namesakes.length > 1)
      leave("ambiguous-name", name, `${namesakes.length} rows have this name, and nothing says which one is meant`);
    else if (sync_type === null && !declared.has(name)) untyped++;
    else if (sync_type === null)
      leave(
        "sync-type-missing",
        name,
        "PostHog holds no sync type for it any more, and the file does: delete the entry, or apply it",
      );
    else if (!isSyncType(sync_type))
      leave("unknown-value", name, `its sync type "${sync_type}" is not one that this version knows`);
    else if (!isSayableName(name)) leave("not-declarable", name, "its name cannot stand in a file");
    else if (live !== undefined) {
      tables.push(live);
      leftOut.push(...unsayable(row, live, key));
    }
  }
  const shown = new Set(source.tables.map(({ name }) => name));
  for (const { name } of source.listed)
    if (!shown.has(name) && isTable(name))
      leave("not-visible", name, "it is listed and cannot be read: give the key's user viewer access");
  if (untyped > 0 && declared.size === 0)
    leftOut.push({
      code: "nothing-configured",
      address: key,
      message: `${counted(untyped, "table")} without a sync type, which nobody has set up yet`,
    });
  return { tables: tables.toSorted((a, b) => (a.name < b.name ? -1 : 1)), leftOut };
}

function grouped(rows: readonly LiveTable[]): ReadonlyMap<string, readonly LiveTable[]> {
  const byName = new Map<string, LiveTable[]>();
  for (const row of rows) {
    const namesakes = byName.get(row.name);
    if (namesakes === undefined) byName.set(row.name, [row]);
    else namesakes.push(row);
  }
  return byName;
}

const unsayable = ({ settings }: LiveTable, live: Declarable, key: string): readonly LeftOut[] =>
  [...live.unsayable].map((field) => {
    const address = `${key}/${live.name}`;
    const value = JSON.stringify(settings[field]);
    if (field === "sync_frequency" && live.legacyFrequency)
      return {
        code: "legacy-1min",
        address,
        message: "its old interval 1min can be kept and not declared: the file shows 5min beside it, as a comment",
      };
    return settings[field] === null
      ? {
          code: "not-declarable",
          address,
          message: `PostHog holds no ${field}, which a file cannot say: it is left alone`,
        }
      : {
          code: "not-declarable",
          address,
          message: `${field}: ${value} is nothing that a file may say: it is left alone`,
        };
  });
