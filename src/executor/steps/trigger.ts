import type { StepKind } from "../../model/plan.js";
import { DONE, failedCall, type ItemRun, type StepResult } from "../run.js";
import { send } from "../write.js";

/** The newest job of the table, to know the run that is about to be asked for by its being newer. */
export async function newestJob(run: ItemRun): Promise<StepResult | { readonly newest: string | null }> {
  const page = await run.source.jobs.read(run.item);
  return page.ok ? { newest: page.value.value[0]?.id ?? null } : failedCall(page.error);
}

/** Asks for one run. Whether a lost request arrived nobody can tell: the import stays owed and the next apply asks once more. */
export async function trigger(run: ItemRun, step: StepKind, how: "reload" | "resync"): Promise<StepResult> {
  const before = await newestJob(run);
  if ("kind" in before) return before;
  const answer = await send(run, step, before.newest, () => run.world.warehouse[how](run.item.schema_id));
  if ("kind" in answer) return answer;
  return answer.ok ? DONE : failedCall(answer.error);
}
