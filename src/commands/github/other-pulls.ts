import { touchedTables } from "../../approval/declared-change.js";
import type { OtherPull } from "../../report/github/warnings.js";
import { touchesManaged } from "./managed.js";
import type { PullScene } from "./pull-scene.js";
import { stretchBetween } from "./stretch.js";
import type { Declarations } from "./walk-facts.js";
import type { World } from "./world.js";

export interface OtherPulls {
  readonly touching: readonly OtherPull[];
  /** whether every open pull request into this base was looked at */
  readonly complete: boolean;
}

/** Each costs a few calls of git, and what nobody has touched for long is seldom merged next. */
const MOST = 30;

/**
 * Open pull requests that change tables of this one as well, read from the commits of the checkout: their heads are there, as
 * far as they were pushed before it.
 */
export async function otherPulls(
  world: World,
  declared: Declarations,
  { number, base, baseRef }: PullScene,
  tables: readonly string[],
): Promise<OtherPulls> {
  if (tables.length === 0) return { touching: [], complete: true };
  const open = await world.github.openPulls(baseRef);
  if (!open.known) return { touching: [], complete: false };
  const others = open.value.pulls.filter((pull) => pull.number !== number);
  const touching: OtherPull[] = [];
  let complete = open.value.complete && others.length <= MOST;
  for (const other of others.slice(0, MOST)) {
    const parting = await world.git.mergeBase(base, other.head);
    if (parting === undefined) complete = false;
    else
      for (const address of await touchedBetween(world, declared, parting, other.head, tables))
        touching.push({ pull: other.number, address });
  }
  return { touching: touching.toSorted((a, b) => a.pull - b.pull), complete };
}

async function touchedBetween(
  world: World,
  declared: Declarations,
  from: string,
  to: string,
  tables: readonly string[],
): Promise<readonly string[]> {
  if (!(await touchesManaged(world, from, to))) return [];
  const targets = new Set(tables.map((address) => address.split("/")[0] ?? ""));
  const stretches = await Promise.all([...targets].map((target) => stretchBetween(world, declared, target, from, to)));
  return stretches.flatMap(touchedTables).filter((address) => tables.includes(address));
}
