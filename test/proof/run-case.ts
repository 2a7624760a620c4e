import type { Sight } from "../../src/commands/proof.js";
import type { Effect, Strategy } from "../../src/model/effect.js";
import type { Item } from "../../src/model/plan.js";
import type { Row } from "../../src/sandbox/rows/row.js";
import type { Configuration } from "./configuration.js";
import { begunIn } from "./contradictions.js";
import type { History } from "./history.js";
import { defectsIn, type Defect } from "./judge.js";
import { expected, measured } from "./oracle.js";
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
  /** how often rows went while the change was carried out, and how many runs completed in that time */
  readonly wipes: number;
  readonly runs: number;
  /** a run was reading when the change began */
  readonly underway: boolean;
  /** the same of the time after it */
  readonly wipesAfter: number;
  readonly runsAfter: number;
  /** versions and recorded changes that no import brings back, and that are gone */
  readonly lost: readonly string[];
  /** those that are not gone */
  readonly survived: readonly string[];
}

export type Ran =
  | { readonly end: "judged"; readonly item: Item; readonly verdict: Verdict }
  /** a problem stands in the way, or nothing differs */
  | { readonly end: "refused"; readonly problems: readonly string[] }
  /** it was told that a run came between, and whoever applied has done as told */
  | { readonly end: "overlapped"; readonly defects: readonly Defect[] }
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
  scene.setUp(from);
  scene.happen(history.before);
  if (!wasOn) {
    scene.patch({ should_sync: false });
    scene.wait(60);
    scene.happen(history.off);
  }
  const before = scene.held();
  const runsBefore = scene.runs().length;
  const trace = [look(scene, "before the change")];
  const consent = await scene.agree(target, strategy);
  const underway = scene.isUnderway();
  const wipesBefore = scene.countWipes();
  const writes = during(stage, scene, () => scene.happen(history.during));
  const { item, outcome } = await (byHand ? scene.patchAlone(target) : scene.apply(target, consent));
  stage.intercept = undefined;
  if (item === undefined || outcome === undefined)
    return { end: "refused", problems: item?.problems.map(({ code }) => code) ?? ["nothing-differs"] };
  const measure = (since: number): readonly Defect[] =>
    isOn ? defectsIn(to, scene.held(), expected(measured(from, to), scene.moments, scene.runs()), since) : [];
  if (outcome !== "by hand" && outcome.code === "run-overlapped" && begunIn(history.during) > 0) {
    scene.startOver(isOn);
    const anew = scene.runs().at(-1) ?? 0;
    scene.happen([...history.after, { kind: "run" }, { kind: "run" }]);
    return { end: "overlapped", defects: measure(anew) };
  }
  if (outcome !== "by hand" && outcome.state !== "applied")
    return { end: "broken", says: `${outcome.state}: ${outcome.message}` };
  writes.rest();
  const wipes = scene.countWipes() - wipesBefore;
  const runs = scene.runs();
  const since = runs.at(-1) ?? 0;
  trace.push(look(scene, "after the change"));
  scene.happen([...history.after, { kind: "run" }, { kind: "run" }]);
  const wipesAfter = scene.countWipes() - wipes - wipesBefore;
  trace.push(look(scene, "after two more runs"));
  const kept = new Set(irreplaceableNow(scene));
  const atStake = irreplaceable(before.rows, before.history, from.type);
  const defects = measure(since);
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
      wipes,
      underway,
      runs: runs.length - runsBefore,
      wipesAfter,
      runsAfter: scene.runs().length - runs.length,
      lost: atStake.filter((what) => !kept.has(what)),
      survived: atStake.filter((what) => kept.has(what)),
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
function during(stage: Stage, scene: Scene, happen: () => void): { readonly rest: () => void } {
  let happened = false;
  const rest = (): void => {
    if (happened) return;
    happened = true;
    happen();
  };
  stage.intercept = ({ method }) => {
    scene.countWipes();
    if (method === "PATCH") rest();
    return undefined;
  };
  return { rest };
}
