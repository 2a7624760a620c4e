import type { StepKind } from "../model/plan.js";
import { ok } from "../model/result.js";
import type { Reason } from "./fault-text.js";
import type { Call } from "./ports.js";
import { DONE, failed, failedCall, type ItemRun, type StepResult } from "./run.js";
import { acknowledge, send } from "./write.js";

/** A state of the world, how to see it, and the one call that brings it about. */
export interface Goal {
  readonly holds: () => Call<boolean>;
  readonly write: () => Call<unknown>;
  /** what it means that the server took the call and the state still does not hold */
  readonly unmet: Reason;
}

/** Looks first, because these calls are not idempotent and another item may have made it; then calls, then looks again. */
export const ensure = (run: ItemRun, step: StepKind, goal: Goal): Promise<StepResult> =>
  run.source.lane(bringAbout, run, step, goal);

async function bringAbout(run: ItemRun, step: StepKind, { holds, write, unmet }: Goal): Promise<StepResult> {
  const before = await holds();
  if (!before.ok) return failedCall(before.error);
  if (before.value.value) return DONE;
  const answer = await send(run, step, null, write);
  if ("kind" in answer) return answer;
  const after = await holds();
  if (!after.ok || !after.value.value) {
    if (!answer.ok) return failedCall(answer.error);
    return after.ok ? failed(unmet) : failedCall(after.error);
  }
  if (!answer.ok) await acknowledge(run, step, after.value);
  return DONE;
}

/** A question about what the server answers. */
export async function asking<T>(call: Call<T>, test: (value: T) => boolean): Call<boolean> {
  const answer = await call;
  return answer.ok ? ok({ ...answer.value, value: test(answer.value.value) }) : answer;
}
