import type { LiveTable } from "./live.js";

/** One table as a discovery found it, by the id that outlives its name. */
export interface Discovered {
  readonly id: string;
  readonly name: string;
}

/** What a discovery changed in one source. */
export interface DiscoveryDiff {
  readonly appeared: readonly Discovered[];
  /** the row is gone */
  readonly vanished: readonly Discovered[];
  readonly renamed: readonly (Discovered & { readonly before: string })[];
  /** PostHog began to sync them by itself */
  readonly auto_enabled: readonly Discovered[];
  /** PostHog stopped syncing them, because the source lists them no more */
  readonly switched_off: readonly Discovered[];
}

const named = ({ id, name }: LiveTable): Discovered => ({ id, name });

/** Two readings of the tables of a source, before a discovery and after it. */
export function discoveryDiff(before: readonly LiveTable[], after: readonly LiveTable[]): DiscoveryDiff {
  const earlier = new Map(before.map((table) => [table.id, table]));
  const tables = after.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const now = new Set(tables.map(({ id }) => id));
  const was = ({ id }: LiveTable): LiveTable | undefined => earlier.get(id);
  return {
    appeared: tables.filter((table) => was(table) === undefined).map(named),
    vanished: [...earlier.values()].filter(({ id }) => !now.has(id)).map(named),
    renamed: tables.flatMap((table) => {
      const old = was(table);
      return old === undefined || old.name === table.name ? [] : [{ ...named(table), before: old.name }];
    }),
    auto_enabled: tables.filter((table) => table.settings.should_sync && !isOn(was(table))).map(named),
    switched_off: tables.filter((table) => !table.settings.should_sync && isOn(was(table))).map(named),
  };
}

const isOn = (table: LiveTable | undefined): boolean => table?.settings.should_sync === true;

export const isEmptyDiff = (diff: DiscoveryDiff): boolean =>
  [diff.appeared, diff.vanished, diff.renamed, diff.auto_enabled, diff.switched_off].every(
    ({ length }) => length === 0,
  );
