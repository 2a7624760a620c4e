import type { Owed } from "../model/journal.js";
import { isSettled } from "./item.js";
import { isOfSource } from "../model/plan.js";
import type { Plan } from "../model/plan.js";
import { pair } from "./pair.js";
import type { PlanInput } from "./plan.js";
import { owedByTable } from "./probes.js";
import { draftOf, siteOf } from "./site.js";
import { isWhole } from "./source/source-items.js";

/**
 * Debts that ask for nothing: their table stands as declared, and what was begun of the item touched neither rows nor settings;
 * and items of sources that are planned no more, whose one step shows in the live state whether it was made. An apply closes them at its end; open, they would keep the journal from ever being settled.
 */
export function mootDebts(
  { desired, declared = desired, live, journal }: Pick<PlanInput, "desired" | "declared" | "live" | "journal">,
  { items }: Pick<Plan, "items">,
): readonly Owed[] {
  const unfinished = owedByTable(journal);
  if (unfinished.size === 0) return [];
  const planned = new Set(items.map(({ id }) => id));
  const narrowed = new Set(
    pair(declared, live)
      .sources.filter((source) => !isWhole(desired, source.desired))
      .map((source) => source.live.id),
  );
  const ofSources = journal.filter(
    ({ record }) => isOfSource(record) && !planned.has(record.id) && !narrowed.has(record.source_id),
  );
  const ofTables = pair(desired, live).sources.flatMap((source) => {
    const site = siteOf(source, desired.policy, live.server);
    return source.tables.flatMap((table) => {
      const owed = unfinished.get(table.live.id);
      if (owed === undefined) return [];
      const { change, misplaced } = draftOf(site, table, owed);
      return misplaced.length === 0 && isSettled(desired.target, table.address, change) ? [owed] : [];
    });
  });
  return [...ofSources, ...ofTables];
}
