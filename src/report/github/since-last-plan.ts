import type { Item, Plan } from "../../model/plan.js";
import { counted } from "../../model/numbers.js";
import { fence, safe, NOTHING, plain } from "../markdown-text.js";
import type { Markdown } from "../markdown-text.js";
import { shortSha } from "./run-footer.js";
import { changesOf } from "../verdict.js";

/** The plan that the comment showed before. */
export interface EarlierPlan {
  readonly head: string;
  readonly plans: readonly Plan[];
}

const SHOWN = 20;

const byAddress = (plans: readonly Plan[]): ReadonlyMap<string, Item> =>
  new Map(plans.flatMap(changesOf).map((item) => [item.address, item]));

const stopped = ({ problems }: Item): string => problems.map(({ code }) => code).join(", ");
const told = (item: Item): string => {
  const why = stopped(item);
  return `${item.effect.padEnd(10)} ${item.address}${why === "" ? "" : ` (${why})`}`;
};
const isSame = (a: Item, b: Item): boolean => a.hash === b.hash && stopped(a) === stopped(b);

/** One entry a table, as lines of a diff. */
function differences(earlier: readonly Plan[], plans: readonly Plan[]): readonly (readonly string[])[] {
  const [before, after] = [byAddress(earlier), byAddress(plans)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((address) => {
    const [was, now] = [before.get(address), after.get(address)];
    if (was !== undefined && now !== undefined && isSame(was, now)) return [];
    return [[...(was === undefined ? [] : [`- ${told(was)}`]), ...(now === undefined ? [] : [`+ ${told(now)}`])]];
  });
}

/** What a reviewer who knows the last plan has to look at again. Nothing where there was none. */
export function sinceLastPlan(earlier: EarlierPlan | null, plans: readonly Plan[]): Markdown {
  if (earlier === null) return NOTHING;
  const all = differences(earlier.plans, plans);
  if (all.length === 0) return safe`Nothing has changed since the last plan, of ${shortSha(earlier.head)}.`;
  const left = all.length - SHOWN;
  const lines = [...all.slice(0, SHOWN).flat(), ...(left > 0 ? [`… and ${counted(left, "more table")}`] : [])];
  const changed = plain(counted(all.length, "table"));
  return safe`**Since the last plan**, of ${shortSha(earlier.head)}: ${changed} changed\n\n${fence(lines, "diff")}`;
}
