import type { Intercept } from "../../src/sandbox/start.js";
import { JournalFault } from "../../src/executor/ports.js";
import type { JournalEntry } from "../../src/model/journal.js";
import { isApplicable } from "../../src/model/plan.js";
import { defectsIn } from "./judge.js";
import { expected } from "./oracle.js";
import { mayMiss, type Case } from "./run-case.js";
import { Scene, type Target } from "./scene.js";
import type { Stage } from "./stage.js";

/** What cuts a change off, or comes between two of its steps. */
export const HOWS = [
  "killed before it is sent",
  "killed before its answer",
  "killed after its answer",
  "answer lost",
  "503 before it is saved",
  "500 after it is saved",
  "the schedule fires before it",
  "its trigger is dropped",
] as const;
export type How = (typeof HOWS)[number];

/** What happens before somebody applies again. */
export const BETWEENS = ["nothing", "the schedule fires", "another client edits"] as const;
export type Between = (typeof BETWEENS)[number];

export interface Interruption {
  /** which of the writes it meets, from 0 */
  readonly write: number;
  readonly how: How;
  readonly between: Between;
}

export interface Survived {
  /** false: the change has fewer writes, and was carried out in peace */
  readonly met: boolean;
  /** what is wrong; empty where all is well */
  readonly says: readonly string[];
}

const ONLY_ASKS = /incremental_fields|check_cdc|__sandbox/u;
const TRIGGERS = ["reload", "resync", "schemas/0199"];

interface Cut {
  readonly intercept: Intercept;
  readonly isMet: () => boolean;
}

function cut(scene: Scene, { write, how }: Interruption): Cut {
  let seen = -1;
  let met = false;
  const dead = { kind: "hang-up", when: "before" } as const;
  if (how === "its trigger is dropped")
    scene.sandbox.addFaults([{ kind: "dropped_trigger", times: 1, path: TRIGGERS[write % TRIGGERS.length] ?? "" }]);
  const intercept: Intercept = ({ method, path }) => {
    if (scene.journal.killed) return dead;
    if (method === "GET" || ONLY_ASKS.test(path)) return undefined;
    seen++;
    if (how === "killed after its answer" && seen === write + 1) {
      met = true;
      scene.journal.killed = true;
      return dead;
    }
    if (seen !== write) return undefined;
    met = how !== "killed after its answer";
    switch (how) {
      case "killed before it is sent":
        scene.journal.killed = true;
        return dead;
      case "killed before its answer":
        scene.journal.killed = true;
        return { kind: "hang-up", when: "after" };
      case "answer lost":
        return { kind: "hang-up", when: "after" };
      case "503 before it is saved":
        return { kind: "status", status: 503, when: "before" };
      case "500 after it is saved":
        return { kind: "status", status: 500, when: "after" };
      case "the schedule fires before it":
        scene.happen([{ kind: "run" }]);
        return undefined;
      case "killed after its answer":
      case "its trigger is dropped":
        return undefined;
    }
  };
  return { intercept, isMet: () => met };
}

/** Applies, is cut off, and applies again until a plan holds nothing more; at most twice. */
export async function survive(stage: Stage, one: Case, interruption: Interruption): Promise<Survived> {
  const scene = new Scene(stage);
  const target: Target = { configuration: one.to, on: one.isOn };
  await scene.setUp(one.from);
  scene.happen(one.history.before);
  if (!one.wasOn) {
    await scene.patch({ should_sync: false });
    scene.wait(60);
    scene.happen(one.history.off);
  }
  const first = await scene.agree(target, one.strategy);
  const [asked] = (await scene.plan(target, first)).plan.items;
  // What cannot be applied cannot be interrupted.
  if (asked === undefined || !isApplicable(asked)) return { met: false, says: [] };
  const { intercept, isMet } = cut(scene, interruption);
  stage.intercept = intercept;
  let inDoubt = false;
  try {
    const { item } = await scene.apply(target, first);
    if (item !== undefined && mayMiss(item)) inDoubt = true;
  } catch (error) {
    // What ends the process ends the apply.
    if (!(error instanceof JournalFault)) throw error;
  }
  stage.intercept = undefined;
  scene.journal.killed = false;
  const met = isMet();
  if (interruption.between === "the schedule fires") scene.happen([{ kind: "run" }]);
  if (interruption.between === "another client edits") await scene.patch({ sync_frequency: "12hour" });
  scene.happen(one.history.during);

  const says: string[] = [];
  const owedBefore = scene.journal.owed().length > 0;
  const second = [...first, ...(await scene.agree(target, one.strategy))];
  const again = await scene.apply(target, second);
  if (again.item !== undefined && mayMiss(again.item)) inDoubt = true;
  if (again.item === undefined && owedBefore && scene.journal.owed().length > 0) says.push("a debt is forgotten");
  if (
    again.outcome !== undefined &&
    again.outcome !== "by hand" &&
    again.outcome.state !== "applied" &&
    again.outcome.state !== "already"
  )
    says.push(`the second run ends as ${again.outcome.state}: ${again.outcome.message}`);
  const left = await scene.plan(target, second);
  const items = left.plan.items.filter(isApplicable);
  if (left.plan.items.length > 0)
    says.push(
      `the second run does not converge: ${JSON.stringify(left.plan.items.map(({ to, problems }) => [to, problems.map(({ code }) => code)]))}`,
    );
  if (items.length === 0 && scene.journal.owed().length > left.moot.length)
    says.push("something is still owed and no plan holds it");
  says.push(...repeated(scene.journal.entries, interruption));
  const since = scene.runs().at(-1) ?? 0;
  scene.happen([...one.history.after, { kind: "run" }, { kind: "run" }]);
  if (one.isOn && !inDoubt)
    says.push(
      ...defectsIn(one.to, scene.held(), expected(one.to, scene.moments, scene.runs()), since).map(
        (defect) => defect.says,
      ),
    );
  return { met, says };
}

/** A step that was acknowledged is not sent again; only a trigger that came to nothing may be. */
function repeated(entries: readonly JournalEntry[], { how }: Interruption): readonly string[] {
  const acknowledged = new Set<string>();
  const says: string[] = [];
  for (const entry of entries) {
    if (entry.event !== "intent" && entry.event !== "ack") continue;
    const step = `${entry.item} ${entry.step}`;
    if (entry.event === "ack") acknowledged.add(step);
    else if (
      acknowledged.has(step) &&
      !(how === "its trigger is dropped" && ["import", "catch_up"].includes(entry.step))
    )
      says.push(`${entry.step} was acknowledged and is sent again`);
  }
  return says;
}
