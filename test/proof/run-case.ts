import { isDestructive, type Effect, type Strategy } from "../../src/model/effect.js";
import type { Item } from "../../src/model/plan.js";
import type { Row } from "../../src/sandbox/rows/row.js";
import type { Configuration } from "./configuration.js";
import type { History } from "./history.js";
import { defectsIn, type Defect } from "./judge.js";
import { expected } from "./oracle.js";
import { Scene } from "./scene.js";
import type { Stage } from "./stage.js";

/** One change of configuration in one history. */
export interface Case {
  readonly from: Configuration;
  readonly wasOn: boolean;
  readonly to: Configuration;
  readonly isOn: boolean;
  /** absent: what the planner takes by itself */
  readonly strategy?: Strategy;
  readonly history: History;
  /** the item's patch goes out alone, as a client sends it that knows of no other step */
  readonly byHand?: true;
}

export interface Verdict {
  readonly effect: Effect;
  readonly strategy: Strategy | null;
  readonly offered: readonly Strategy[];
  readonly codes: readonly string[];
  readonly steps: readonly string[];
  /** the rows of both sides, as they stood */
  readonly trace: readonly Sight[];
  readonly defects: readonly Defect[];
  /** rows were taken away by the change */
  readonly wiped: boolean;
  /** and by a run after it */
  readonly wipedAgain: boolean;
  /** versions and recorded changes that no import brings back, and that are gone */
  readonly lost: readonly string[];
}

/** What could be seen of source and warehouse at one time. */
export interface Sight {
  readonly when: string;
  readonly source: string;
  readonly warehouse: string;
}

export type Ran =
  | { readonly end: "judged"; readonly item: Item; readonly verdict: Verdict }
  /** a problem stands in the way, or nothing differs */
  | { readonly end: "refused"; readonly problems: readonly string[] }
  | { readonly end: "broken"; readonly says: string };

/** Versions that the source does not hold any more, and what capture recorded. */
function irreplaceable(rows: readonly Row[], history: readonly Row[], type: string) {
  const versions = rows.map((row) => `${String(row["id"])} v${String(row["v"])}`);
  const newest = new Map<unknown, number>();
  for (const row of rows) newest.set(row["id"], Math.max(newest.get(row["id"]) ?? 0, Number(row["v"])));
  const old =
    type !== "append"
      ? []
      : versions.filter((_, index) => Number(rows[index]?.["v"]) < (newest.get(rows[index]?.["id"]) ?? 0));
  return [...old, ...history.map((row) => `recorded ${String(row["id"])} v${String(row["v"])}`)];
}

export async function runCase(stage: Stage, { from, wasOn, to, isOn, strategy, history, byHand }: Case): Promise<Ran> {
  const scene = new Scene(stage);
  const target = { configuration: to, on: isOn };
  await scene.setUp(from);
  scene.happen(history.before);
  if (!wasOn) {
    await scene.patch({ should_sync: false });
    scene.wait(60);
    scene.happen(history.off);
  }
  scene.release();
  const before = scene.held();
  const trace = [look(scene, "before the change")];
  const consent = await scene.agree(target, strategy);
  const writes = during(stage, () => scene.happen(history.during));
  const { item, outcome } = await (byHand ? scene.patchAlone(target) : scene.apply(target, consent));
  stage.intercept = undefined;
  if (item === undefined || outcome === undefined)
    return { end: "refused", problems: item?.problems.map(({ code }) => code) ?? ["nothing-differs"] };
  if (outcome !== "by hand" && outcome.state !== "applied")
    return { end: "broken", says: `${outcome.state}: ${outcome.message}` };
  writes.rest();
  const wiped = !scene.isAlive();
  const since = scene.runs().at(-1) ?? 0;
  trace.push(look(scene, "after the change"));
  scene.release();
  scene.happen([...history.after, { kind: "run" }]);
  const wipedAgain = !scene.isAlive();
  scene.happen([{ kind: "run" }]);
  trace.push(look(scene, "after two more runs"));
  const kept = new Set(irreplaceableNow(scene));
  const lost = irreplaceable(before.rows, before.history, from.type).filter((one) => !kept.has(one));
  const defects = isOn ? defectsIn(to, scene.held(), expected(to, scene.moments, scene.runs()), since) : [];
  return {
    end: "judged",
    item,
    verdict: {
      effect: item.effect,
      strategy: item.strategy,
      offered: item.options.map((option) => option.strategy),
      codes: item.findings.map(({ code }) => code),
      steps: item.steps.map((step) => (step.kind === "import" ? step.how : step.kind)),
      trace,
      defects,
      wiped,
      wipedAgain,
      lost,
    },
  };
}

const list = (rows: readonly object[]): string =>
  rows.map((row) => `${String(Reflect.get(row, "id"))} v${String(Reflect.get(row, "v"))}`).join(", ") || "–";

function look(scene: Scene, when: string): Sight {
  const { rows, history } = scene.held();
  const recorded = history.length === 0 ? "" : `; history: ${list(history)}`;
  return { when, source: list(scene.moments.at(-1)?.rows ?? []), warehouse: `${list(rows)}${recorded}` };
}

const irreplaceableNow = (scene: Scene): readonly string[] => {
  const { rows, history } = scene.held();
  return [
    ...rows.map((row) => `${String(row["id"])} v${String(row["v"])}`),
    ...history.map((row) => `recorded ${String(row["id"])} v${String(row["v"])}`),
  ];
};

/** Lets something happen before the first PATCH of the change, which is where a table is between two configurations. */
function during(stage: Stage, happen: () => void): { readonly rest: () => void } {
  let happened = false;
  const rest = (): void => {
    if (happened) return;
    happened = true;
    happen();
  };
  stage.intercept = ({ method }) => {
    if (method === "PATCH") rest();
    return undefined;
  };
  return { rest };
}

/** The plan says that rows may be missing, stale or doubled. Rows that are kept at the price of a loss are in the same doubt. */
export const mayMiss = ({ effect, strategy }: Pick<Verdict, "effect" | "strategy">): boolean =>
  effect === "gap" || effect === "unknown" || (strategy === "keep" && isDestructive(effect));

/** What a verdict contradicts; empty where it holds. A gap is no promise of a defect in every history. */
export function contradictions(
  { item, verdict }: { readonly item: Item; readonly verdict: Verdict },
  one: Case,
): readonly string[] {
  const { effect, defects, wiped, wipedAgain, lost } = verdict;
  const says: string[] = [];
  const imports = item.steps.some(({ kind }) => kind === "import" || kind === "delete_data");
  const everyRun = one.to.type === "full_refresh" && one.isOn;
  const caughtUp = one.from.type === "full_refresh" && item.steps.some(({ kind }) => kind === "catch_up");
  const keeps = verdict.strategy === "keep";
  const predicted = isDestructive(effect) && imports && !keeps;
  if (!mayMiss(verdict)) says.push(...defects.map((defect) => `${effect}, but ${defect.says}`));
  if (wiped && !predicted && !(everyRun || caughtUp)) says.push(`${effect}, but rows were wiped`);
  if (!wiped && predicted) says.push(`${effect}, but no row was wiped`);
  if (wipedAgain !== everyRun) says.push(everyRun ? "no run wiped again" : "a later run wiped again");
  if (effect !== "loss") says.push(...lost.map((what) => `${effect}, but ${what} is gone`));
  return says;
}
