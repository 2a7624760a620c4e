import { checkOverlap, harmOf } from "../overlap.js";
import { isRunning } from "../proof.js";
import { AGAIN, failedCall, recorded, type ItemRun, type Runner, type StepResult } from "../run.js";
import { howOf } from "../windows.js";
import { writeFields, type Look } from "../write-fields.js";
import { untilIdle } from "./hold.js";
import { newestJob } from "./trigger.js";

/** So that no schedule fires between delete_data and the patch, which puts it back. */
export const pause: Runner<"pause"> = (run) => writeFields(run, "pause", { should_sync: false });

/** The trial of a table that failed: it is switched on only after a run under the new fields has Completed. */
export const enable: Runner<"enable"> = (run) => writeFields(run, "enable", { should_sync: true });

export const patch: Runner<"patch"> = async (run, { body }) => {
  const look = await lookBefore(run);
  if ("kind" in look) return look;
  const written = await writeFields(run, "patch", body, look.look);
  if (written.kind === "done") return checkOverlap(run);
  if (written.kind !== "again") return written;
  // The writes of other tables go on meanwhile, and to judge an item during a run would find what only a run makes of it.
  const idle = await untilIdle(run, "patch");
  return idle.kind === "done" ? written : idle;
};

/**
 * Where a run must not come between, the look is the last thing before the write; where the patch itself counts as a trigger,
 * tables look together before they queue; elsewhere the job is not worth a request.
 */
async function lookBefore(run: ItemRun): Promise<StepResult | { readonly look: Look | undefined }> {
  // What an earlier item recorded counts only as long as it is this one that is carried on.
  const record = (run.memo.opened ? recorded(run)?.record : undefined) ?? run.item;
  if (harmOf(record) !== undefined) return { look: () => idleJob(run) };
  const how = howOf(record);
  if (how !== "started" && how !== "reload") return { look: undefined };
  const newest = await newestJob(run);
  return "kind" in newest ? newest : { look: async () => newest };
}

/** A run that began since the hold has to end first. */
async function idleJob(run: ItemRun): ReturnType<Look> {
  const page = await run.source.jobs.read(run.item);
  if (!page.ok) return failedCall(page.error);
  const jobs = page.value.value;
  const holds = run.item.steps.some(({ kind }) => kind === "hold");
  return holds && jobs.some(isRunning) ? AGAIN : { newest: jobs[0]?.id ?? null, at: page.value.serverTime };
}
