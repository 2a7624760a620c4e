import type { Strategy } from "../model/effect.js";
import type { ItemOutcome } from "../model/outcome.js";
import type { Item, Step, StepKind } from "../model/plan.js";
import { judge, owedByTable, type Judgement } from "./judge.js";
import { isDangerous } from "./order.js";
import { converged, unfinished } from "./outcome.js";
import { broughtToRest } from "./overlap.js";
import { stepsOwed } from "./owed.js";
import { isResumed } from "./record.js";
import { DONE, recorded, type ItemRun, type Milestone, type SourceRun, type Stopped, type World } from "./run.js";
import { guarded, runSteps, SPARED, type Halt } from "./run-steps.js";

/** As often as a read is sent again. */
const THROWS = 4;

/** What is left of an item once its source is through with all the others: its delete_webhook. */
export type Rest = () => Promise<ItemOutcome>;

/** Carries one approved item out, all of it that may be done while other items of the source are on their way. */
export async function carryOut(
  world: World,
  source: SourceRun,
  approved: Item,
  reached: (milestone: Milestone) => void,
): Promise<ItemOutcome | Rest> {
  const since = world.clock.now();
  const counts = { throwsLeft: THROWS, nudges: 0 };
  for (let begun = false; ;) {
    const judgement = await considered(world, source, approved);
    if (judgement.kind === "already") return converged(approved, "already", judgement);
    if (judgement.kind !== "go") return turnedAway(world, approved, judgement, begun);

    const { item } = judgement;
    const memo = { opened: isResumed({ world, item }), judgedAt: world.clock.now() };
    const run: ItemRun = { world, source, item, reached, since, counts, memo };
    const strategyBefore = recorded(run)?.record.strategy;
    const last = item.steps.filter((step) => step.kind === "delete_webhook");
    const others = item.steps.filter((step) => step.kind !== "delete_webhook");
    const halt = await runSteps(run, others);
    begun = run.memo.opened;
    if (halt?.result.kind === "again") continue;
    const finish = async (stopped: Halt | undefined) =>
      conclude(run, approved, stopped ?? (await closed(run, approved, strategyBefore)));
    if (halt !== undefined || last.length === 0) return finish(halt);
    return async () => finish(await untilSent(run, last));
  }
}

/** The last step looks by itself before it writes, so that looking again is to begin it anew. */
async function untilSent(run: ItemRun, steps: readonly Step[]): Promise<Halt | undefined> {
  const halt = await runSteps(run, steps);
  return halt?.result.kind === "again" ? untilSent(run, steps) : halt;
}

/** Judges an item whose turn has come, unless nobody's turn comes any more. */
async function considered(world: World, source: SourceRun, approved: Item): Promise<Judgement> {
  if (world.stop.requested) return { kind: "interrupted" };
  if (world.billing.exhausted && isDangerous(approved)) return SPARED;
  return guarded(async () => (await broughtToRest(world, source, approved)) ?? judge(world, source, approved));
}

function turnedAway(world: World, approved: Item, result: Stopped, begun: boolean): ItemOutcome {
  return unfinished(approved, { result, step: null, begun, owed: owedByItem(world, approved) }, {});
}

function conclude(run: ItemRun, approved: Item, halt: Halt | undefined): ItemOutcome {
  const { world, item, memo } = run;
  if (halt === undefined) return converged(approved, item.steps.every(isVerify) ? "already" : "applied", memo);
  const kinds = item.steps.map((step) => step.kind);
  // What was told and brought to rest is closed: nobody carries that on.
  const isOpen = memo.opened && recorded(run) !== undefined;
  const owed = isOpen ? kinds.slice(kinds.indexOf(halt.step)) : owedByItem(world, item);
  return unfinished(approved, { ...halt, begun: memo.opened, owed }, memo);
}

const isVerify = (step: Step): boolean => step.kind === "verify";

function owedByItem(world: World, item: Item): readonly StepKind[] {
  const owed = owedByTable(world, item);
  return owed === undefined ? [] : stepsOwed(owed);
}

/** Nothing of the item is owed any more, nor of the one that it took over. */
async function closed(
  run: ItemRun,
  approved: Item,
  strategyBefore: Strategy | null | undefined,
): Promise<Halt | undefined> {
  const { journal } = run.world;
  const { id, resumes, strategy } = run.item;
  const isGivenUp = strategyBefore !== undefined && strategyBefore !== strategy;
  const why = isGivenUp ? ({ why: "given-up" } as const) : ({ why: "proved", approved: approved.hash } as const);
  const result = await guarded(async () => {
    for (const { record } of journal.owed()) {
      if (record.id === resumes && resumes !== id)
        await journal.append({ event: "closed", item: resumes, why: "superseded" });
      if (record.id === id) await journal.append({ event: "closed", item: id, ...why });
    }
    return DONE;
  });
  return result.kind === "done" ? undefined : { result, step: "verify" };
}
