import type { StepKind } from "../model/plan.js";
import { AGAIN, type ItemRun, type StepResult } from "./run.js";

/** How old the look may be that a write rests upon. */
const FRESH_MS = 30_000;

/**
 * Why the write that is about to be made must not go out; undefined: it may, and rests on a look that is young enough.
 *
 * Items of one source are looked at together and written one after another, the limits may hold a call back for an hour, and
 * a run that has to end first takes its time. So a write goes out only soon after the item was judged, or after its write
 * before this one was read back as approved. Otherwise the item is judged again upon a new look.
 */
export async function heldBack({ world, memo }: ItemRun, step: StepKind): Promise<StepResult | undefined> {
  await world.warehouse.roomToWrite();
  if (world.stop.requested) return { kind: "interrupted" };
  // The last step of a source looks by itself who still needs the webhook.
  if (step === "delete_webhook") return undefined;
  return world.clock.now() - memo.judgedAt > FRESH_MS ? AGAIN : undefined;
}
