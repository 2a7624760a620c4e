import { touchedTables } from "../../approval/declared-change.js";
import type { DesiredState } from "../../model/desired.js";
import type { TargetReport } from "../../report/github/comment.js";
import { stateOf } from "./declared-at.js";
import type { PullScene } from "./pull-scene.js";
import { stretchBetween } from "./stretch.js";
import type { Declarations } from "./walk-facts.js";
import type { World } from "./world.js";

/** Tables that the base declares and this pull request does not. */
export async function undeclared(
  world: World,
  declared: Declarations,
  { base, merge }: PullScene,
  targets: readonly TargetReport[],
): Promise<readonly string[]> {
  const [before, after] = [await declared(base), await declared(merge)];
  const names = targets.flatMap((target) => (target.state === "planned" ? [target.plan.target.name] : []));
  const gone: string[] = [];
  for (const name of names) {
    const declaredNow = new Set(addressesOf(stateOf(after, name)));
    const tables = touchedTables(await stretchBetween(world, declared, name, base, merge));
    const declaredThen = new Set(addressesOf(stateOf(before, name)));
    gone.push(...tables.filter((address) => declaredThen.has(address) && !declaredNow.has(address)));
  }
  return gone;
}

const addressesOf = (state: DesiredState | undefined): readonly string[] =>
  state === undefined
    ? []
    : state.sources.flatMap(({ key, tables }) => tables.map(({ name }) => `${state.target.name}/${key}/${name}`));
