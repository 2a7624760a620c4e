import type { ServiceFault } from "../../model/fault.js";
import type { Job } from "../../model/live.js";
import { polling } from "../poll.js";
import { isRunning } from "../proof.js";
import { AGAIN, DONE, failed, failedCall, type ItemRun, type Runner, type StepResult } from "../run.js";
import { leftOf } from "../usual.js";
import { send } from "../write.js";

/**
 * No job of the table is Running: jobs, because the status says Running before any job exists and after a dropped trigger.
 * After a wait the item is judged anew, since others may have edited the table meanwhile.
 */
export const hold: Runner<"hold"> = async (run, { when_running }) => {
  const poll = polling(run, "hold");
  let cancelled: ServiceFault | "asked" | undefined;
  for (let waited = false; ; waited = true) {
    const running = await runningJob(run);
    if ("kind" in running) return running;
    const { job, newest, leftMs } = running;
    if (job === undefined) return waited ? AGAIN : DONE;
    if (when_running === "refuse") return failed(RUNNING);
    if (cancelled !== undefined && cancelled !== "asked") return failedCall(cancelled);
    if (when_running === "cancel" && cancelled === undefined) {
      const answer = await send(run, "hold", newest, () => run.world.warehouse.cancel(run.item.schema_id));
      if ("kind" in answer) return answer;
      cancelled = answer.ok ? "asked" : answer.error;
    }
    const stopped = await poll.next(job, cancelled === undefined ? leftMs : 0);
    if (stopped !== undefined) return stopped;
  }
};

const RUNNING = { code: "running", message: "a run of the table is in progress and the policy says refuse" };

async function runningJob(
  run: ItemRun,
): Promise<StepResult | { readonly job: Job | undefined; readonly newest: string | null; readonly leftMs: number }> {
  const page = await run.source.jobs.read(run.item);
  if (!page.ok) return failedCall(page.error);
  const { value: jobs, serverTime: now } = page.value;
  const job = jobs.find(isRunning);
  return { job, newest: jobs[0]?.id ?? null, leftMs: leftOf(job, jobs, now) };
}

/** Waits for a run that came after the hold, or that a pause has just cut off: the server ends it a little later, and until then it may still write. */
export async function untilIdle(run: ItemRun, step: "delete_data" | "patch"): Promise<StepResult> {
  const poll = polling(run, step);
  for (;;) {
    const running = await runningJob(run);
    if ("kind" in running) return running;
    if (running.job === undefined) return DONE;
    const stopped = await poll.next(running.job);
    if (stopped !== undefined) return stopped;
  }
}
