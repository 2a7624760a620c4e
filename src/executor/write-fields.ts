import type { PatchBody } from "../model/plan.js";
import type { Field } from "../model/settings.js";
import type { Reason } from "./fault-text.js";
import { differingFields } from "./read-back.js";
import { DONE, failed, failedCall, type ItemRun, type StepResult } from "./run.js";
import { howOf } from "./windows.js";
import { acknowledge, readBack, send } from "./write.js";

/** PATCH, read back, compare every field sent: a 400 or 500 can follow the save, and a 200 can have changed nothing. */
export async function writeFields(
  run: ItemRun,
  step: "pause" | "patch" | "enable",
  body: PatchBody,
  newestJob: string | null,
): Promise<StepResult> {
  const { lane } = run.source;
  const patch = () => run.world.warehouse.patch(run.item.schema_id, body);
  const answer = await lane(send, run, step, newestJob, patch);
  if ("kind" in answer) return answer;
  const back = await readBack(run, "readBack");
  if (!back.ok) return failedCall(answer.ok ? back.error : answer.error);
  const differing = differingFields(body, back.value.value.settings);
  if (differing.length > 0) return answer.ok ? failed(readBackDiffers(differing)) : failedCall(answer.error);
  run.memo.judgedAt = run.world.clock.now();
  // The fields are saved; that the run they should have started was asked for nobody has said.
  const startsRun = step === "patch" && howOf(run.item) === "started";
  if (!answer.ok && !startsRun) await acknowledge(run, step, back.value);
  return DONE;
}

export const readBackDiffers = (fields: readonly Field[]): Reason => ({
  code: "read-back-differs",
  message: `the change was taken, but read back ${fields.join(", ")} ${fields.length === 1 ? "differs" : "differ"} from what was approved`,
});
