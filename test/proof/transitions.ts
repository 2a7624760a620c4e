import { EFFECTS, isDestructive, type Effect, type Strategy } from "../../src/model/effect.js";
import type { Item } from "../../src/model/plan.js";
import { CONFIGURATIONS } from "./configuration.js";
import { EXAMPLES } from "./examples.js";
import { Scene, type Target } from "./scene.js";
import type { Stage } from "./stage.js";

interface Path {
  readonly strategy: Strategy | null;
  readonly effect: Effect;
}

const pathsOf = ({ options, strategy, effect }: Item): readonly Path[] =>
  options.length === 0 ? [{ strategy, effect }] : options;

/** Rows are right at the end, and nothing is gone for good. */
const isSafe = ({ effect, strategy }: Path): boolean =>
  !["gap", "loss", "unknown"].includes(effect) && !(strategy === "keep" && isDestructive(effect));

/** Of equal effect the first: the planner offers what costs less before what costs more. */
function cheapest(item: Item): string {
  const [best] = pathsOf(item)
    .filter(isSafe)
    .toSorted((a, b) => EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect));
  if (best === undefined) return "none";
  return best.strategy === null ? "as it is" : `\`${best.strategy}\``;
}

const inPaths = (item: Item): string =>
  pathsOf(item)
    .map(({ strategy, effect }) => (strategy === null ? effect : `${strategy}: ${effect}`))
    .join(", ");

const SHOWN = new Set(EXAMPLES.map(({ code }) => code));
export const linked = (code: string): string => (SHOWN.has(code) ? `[${code}](#${code})` : code);

interface Difference {
  readonly code: string;
  readonly guidance: string;
  readonly server: string;
}

export interface Transitions {
  /** rows of a Markdown table */
  readonly verdicts: readonly string[];
  /** by code, each once */
  readonly differences: readonly Difference[];
}

function rowOf(from: string, to: string, item: Item | undefined): string {
  // What is not declared is not managed: a lookback that is there stays.
  if (item === undefined) return `| ${from} | ${to} | nothing to do | as it is | – |`;
  const codes = item.findings.map(({ code }) => linked(code)).join(", ");
  const problem = item.problems.map(({ code }) => code).find((code) => code !== "consent-missing");
  return problem === undefined
    ? `| ${from} | ${to} | ${inPaths(item)} | ${cheapest(item)} | ${codes} |`
    : `| ${from} | ${to} | refused: ${problem} | none | ${codes || "–"} |`;
}

/** What the planner says of every change from one configuration to another, of a table that is synced. */
export async function transitions(stage: Stage): Promise<Transitions> {
  const verdicts: string[] = [];
  const differences = new Map<string, Difference>();
  for (const from of CONFIGURATIONS) {
    const scene = new Scene(stage);
    const learn = async (names: readonly [from: string, to: string], target: Target): Promise<void> => {
      const [item] = (await scene.plan(target)).plan.items;
      verdicts.push(rowOf(...names, item));
      for (const { code, evidence } of item?.findings ?? [])
        differences.set(`${code}: ${JSON.stringify(evidence)}`, { code, ...evidence });
    };
    scene.setUp(from);
    for (const to of CONFIGURATIONS)
      if (to !== from) await learn([from.name, to.name], { configuration: to, on: true });
    await learn([from.name, "off"], { configuration: from, on: false });
    scene.patch({ should_sync: false });
    scene.wait(60);
    await learn([`${from.name}, off`, "on"], { configuration: from, on: true });
  }
  return {
    verdicts,
    differences: [...differences].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, difference]) => difference),
  };
}
