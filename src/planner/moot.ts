import type { Owed } from "../model/journal.js";
import { isSettled } from "./item.js";
import { pair } from "./pair.js";
import type { PlanInput } from "./plan.js";
import { owedByTable } from "./probes.js";
import { draftOf, siteOf } from "./site.js";

/**
 * Debts that ask for nothing: their table stands as declared, and what was begun of the item touched neither rows nor settings.
 * An apply closes them at its end; open, they would keep the journal from ever being settled.
 */
export function mootDebts({
  desired,
  live,
  journal,
}: Pick<PlanInput, "desired" | "live" | "journal">): readonly Owed[] {
  const unfinished = owedByTable(journal);
  if (unfinished.size === 0) return [];
  return pair(desired, live).sources.flatMap((source) => {
    const site = siteOf(source, desired.policy, live.server);
    return source.tables.flatMap((table) => {
      const owed = unfinished.get(table.live.id);
      if (owed === undefined) return [];
      const { change, misplaced } = draftOf(site, table, owed);
      return misplaced.length === 0 && isSettled(desired.target, table.address, change) ? [owed] : [];
    });
  });
}
