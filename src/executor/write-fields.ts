import type { PatchBody } from "../model/plan.js";
import type { Field } from "../model/settings.js";
import type { Reason } from "./fault-text.js";
import { differingFields } from "./read-back.js";
import { DONE, failed, failedCall, type ItemRun, type StepResult } from "./run.js";
import { howOf } from "./windows.js";
import { acknowledge, readBack, send } from "./write.js";

/** The newest job of the table just before a write goes out, or why it must not. `at`: server time, where that may have to be known. */
export type Look = () => Promise<StepResult | { readonly newest: string | null; readonly at?: number }>;

const NOT_LOOKED = Promise.resolve({ newest: null });

/** PATCH, read back, compare every field sent: a 400 or 500 can follow the save, and a 200 can have changed nothing. */
export async function writeFields(
  run: ItemRun,
  step: "pause" | "patch" | "enable",
  body: PatchBody,
  lookBefore: Look = () => NOT_LOOKED,
): Promise<StepResult> {
  const answer = await run.source.lane(async () => {
    const before = await lookBefore();
    if ("kind" in before) return before;
    return send(run, step, before.newest, async () => {
      if (before.at !== undefined) await noteLook(run, before.newest, before.at);
      return run.world.warehouse.patch(run.item.schema_id, body);
    });
  });
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

/** The hold is what was last looked at: when it was, nothing else tells if the process ends before the answer. */
async function noteLook({ world, item }: ItemRun, newest_job: string | null, server_time: number): Promise<void> {
  await world.journal.append({ event: "intent", item: item.id, step: "hold", newest_job });
  await world.journal.append({ event: "ack", item: item.id, step: "hold", server_time });
}

export const readBackDiffers = (fields: readonly Field[]): Reason => ({
  code: "read-back-differs",
  message: `the change was taken, but read back ${fields.join(", ")} ${fields.length === 1 ? "differs" : "differ"} from what was approved`,
});
