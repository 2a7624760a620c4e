import type { StepKind } from "../../model/plan.js";
import { DONE, failedCall, type ItemRun, type StepResult } from "../run.js";
import { send } from "../write.js";

/** The newest job of the table, to know the run that is about to be asked for by its being newer. */
export async function newestJob(run: ItemRun): Promise<StepResult | { readonly newest: string | null }> {
  const { source_id, table, schema_id } = run.item;
  const page = await run.world.warehouse.jobs(source_id, [table]);
  if (!page.ok) return failedCall(page.error);
  return { newest: page.value.value.find((job) => job.schema_id === schema_id)?.id ?? null };
}

/** Asks for one run. Whether a lost request arrived nobody can tell: the import stays owed and the next apply asks once more. */
export async function trigger(run: ItemRun, step: StepKind, how: "reload" | "resync"): Promise<StepResult> {
  const before = await newestJob(run);
  if ("kind" in before) return before;
  const answer = await send(run, step, before.newest, () => run.world.warehouse[how](run.item.schema_id));
  return answer.ok ? DONE : failedCall(answer.error);
}
