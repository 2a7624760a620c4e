import { touchedTables } from "../../approval/declared-change.js";
import type { DesiredState } from "../../model/desired.js";
import type { Item } from "../../model/plan.js";
import { stateOf } from "./declared-at.js";
import type { PullScene } from "./pull-scene.js";
import type { Declarations } from "./walk-facts.js";
import type { World } from "./world.js";

/** Each is read twice from git; what is older nobody calls a revert any more. */
const MOST_COMMITS = 10;

/**
 * Pull requests whose change of a table this one takes back: the table is declared again as it was before them, and the
 * warehouse is not so.
 */
export async function takenBack(
  world: World,
  declared: Declarations,
  { base, baseRef, merge }: PullScene,
  targets: readonly { readonly name: string; readonly items: readonly Item[] }[],
): Promise<readonly number[]> {
  const files = new Set(targets.flatMap(({ items }) => items.map(({ at }) => at.file)));
  const commits = await world.git.touching(base, [...files], MOST_COMMITS);
  const found = new Set<number>();
  for (const commit of commits) {
    const [before] = await world.git.parents(commit);
    if (before === undefined) continue;
    const [then, after, now] = [await declared(before), await declared(commit), await declared(merge)];
    const takes = targets.some(({ name, items }) => {
      const changed = changedTables(stateOf(then, name), stateOf(after, name));
      const different = changedTables(stateOf(then, name), stateOf(now, name));
      return items.some(({ address }) => changed.includes(address) && !different.includes(address));
    });
    if (takes) for (const number of await broughtBy(world, baseRef, commit)) found.add(number);
  }
  return [...found].toSorted((a, b) => a - b);
}

const changedTables = (base: DesiredState | undefined, tip: DesiredState | undefined): readonly string[] =>
  touchedTables({ base: withoutConsents(base), tip: withoutConsents(tip) });

/** A revert needs consents of its own. */
const withoutConsents = (state: DesiredState | undefined): DesiredState | undefined =>
  state && {
    ...state,
    sources: state.sources.map((source) => ({
      ...source,
      tables: source.tables.map((table) => ({ ...table, consent: [] })),
    })),
  };

async function broughtBy({ github }: World, baseRef: string, commit: string): Promise<readonly number[]> {
  const pulls = await github.mergedPullsNow(commit);
  return pulls.known ? pulls.value.filter(({ base }) => base === baseRef).map(({ number }) => number) : [];
}
