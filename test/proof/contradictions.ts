import { isDestructive } from "../../src/model/effect.js";
import type { Item } from "../../src/model/plan.js";
import type { Configuration } from "./configuration.js";
import type { History } from "./history.js";
import type { Case, Verdict } from "./run-case.js";

/** The plan says that rows may be missing, stale or doubled. Rows that are kept at the price of a loss are in the same doubt. */
export const mayMiss = ({ effect, strategy }: Pick<Verdict, "effect" | "strategy">): boolean =>
  effect === "gap" || effect === "unknown" || (strategy === "keep" && isDestructive(effect));

/** The plan says that rows go when it is carried out. */
export const predictsWipe = ({ effect, strategy, steps }: Pick<Item, "effect" | "strategy" | "steps">): boolean =>
  isDestructive(effect) && strategy !== "keep" && steps.some(({ kind }) => kind === "import" || kind === "delete_data");

interface Judged {
  readonly item: Item;
  readonly verdict: Verdict;
}

/** What a verdict contradicts; empty where it holds. A gap is no promise of a defect in every history. */
export function contradictions({ item, verdict }: Judged, one: Case): readonly string[] {
  const { effect, defects } = verdict;
  return [
    ...(mayMiss(verdict) ? [] : defects.map((defect) => `${effect}, but ${defect.says}`)),
    ...untoldWipes({ item, verdict }, one),
    ...untoldLosses(verdict, one),
  ];
}

/** Runs that begin while the change is carried out, of themselves or asked for by others. */
export const begunIn = (during: History["during"]): number => during.filter(({ kind }) => kind === "begin").length;

/** Rows go once where the plan says wipe, in every run where it says that of every run, and nowhere else. */
function untoldWipes({ item, verdict }: Judged, { from, to, isOn, history }: Case): readonly string[] {
  const { effect, wipes, runs, wipesAfter, runsAfter, underway } = verdict;
  const everyRun = to.type === "full_refresh" && isOn;
  // The last runs before a full refresh ends are of its own.
  const catchesUp = item.steps.some(({ kind }) => kind === "catch_up");
  const ownRuns = from.type === "full_refresh" ? Number(catchesUp) + Number(underway) + begunIn(history.during) : 0;
  const predicted = predictsWipe(item);
  const recurring = item.findings.some((finding) => finding.recurring === true);
  const says: string[] = [];
  if (predicted && wipes === 0) says.push(`${effect}, but no row was wiped`);
  if (!everyRun && wipes > (predicted ? 1 : 0) + ownRuns) says.push(`${effect}, but rows were wiped ${wipes} times`);
  if (everyRun && wipes > runs) says.push(`rows went ${wipes} times in ${runs} runs`);
  // A full refresh that is switched off stops after its first rows, and a little later.
  const stopped = isOn ? 0 : ownRuns;
  const due = everyRun ? runsAfter : 0;
  if (wipesAfter < due || wipesAfter > due + stopped)
    says.push(`rows went ${wipesAfter} times in the ${runsAfter} runs after the change`);
  if (recurring && to.type !== "full_refresh") says.push("told of every run, but only a full refresh wipes in each");
  if (everyRun && predicted && from.type !== "full_refresh" && !recurring) says.push("no word of every later run");
  return says;
}

/** Versions and recorded changes: all that the sandbox can hold and no import brings back. */
const collects = ({ type, mode }: Configuration): boolean =>
  type === "append" || (type === "cdc" && mode !== "consolidated");

function untoldLosses({ effect, wipes, lost, survived }: Verdict, { from }: Case): readonly string[] {
  if (effect !== "loss") return lost.map((what) => `${effect}, but ${what} is gone`);
  if (!collects(from)) return ["loss, but nothing is there that an import does not bring back"];
  return from.type === "append" && wipes > 0 ? survived.map((what) => `loss, but ${what} is still there`) : [];
}
