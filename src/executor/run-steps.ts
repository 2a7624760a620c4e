import type { Step, StepKind } from "../model/plan.js";
import { isDangerous } from "./order.js";
import { JournalFault } from "./ports.js";
import { failed, type ItemRun, type StepResult, type Stopped } from "./run.js";
import { detailOf } from "./step-detail.js";
import { runStep } from "./steps/all.js";

/** Why and where an item did not go on. */
export interface Halt {
  readonly result: Exclude<StepResult, { kind: "done" }>;
  readonly step: StepKind;
}

/** Carries out steps in their order; undefined: all of them are done. */
export async function runSteps(run: ItemRun, steps: readonly Step[]): Promise<Halt | undefined> {
  const { world, item } = run;
  for (const [index, step] of steps.entries()) {
    const halt = (result: Halt["result"]): Halt => ({ result, step: step.kind });
    if (world.stop.requested) return halt({ kind: "interrupted" });
    if (sparedByBilling(run, steps.slice(index))) return halt(SPARED);
    world.progress({ kind: "step", address: item.address, step: step.kind, detail: detailOf(step) });
    const result = await guarded(() => runStep(run, step.kind, step));
    if (result.kind === "failed" && result.code === "billing-limit") world.billing.exhausted = true;
    if (result.kind !== "done") return halt(result);
  }
  return undefined;
}

/** Without quota nothing is imported again: rows that still stand are not deleted. */
const sparedByBilling = (run: ItemRun, left: readonly Step[]): boolean =>
  run.world.billing.exhausted &&
  isDangerous(run.item) &&
  (!run.memo.opened || left.some((step) => step.kind === "delete_data" || isResync(step)));

const isResync = (step: Step): boolean => step.kind === "import" && step.how === "resync";

export const SPARED: Stopped = {
  kind: "skipped",
  code: "billing-limit",
  message: "the billing limit was reached by another table: nothing is wiped that could not be imported again",
};

/** A journal that takes no entry stops the item before anything that it could not account for. */
export async function guarded<T>(work: () => Promise<T>): Promise<T | Stopped> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof JournalFault)) throw cause;
    return failed({ code: "journal-unwritable", message: cause.message });
  }
}
