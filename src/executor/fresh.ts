import type { StepKind } from "../model/plan.js";
import { AGAIN, type ItemRun, type StepResult } from "./run.js";

/** How long the first write of an item may have waited for its turn since the item was judged. */
const FRESH_MS = 30_000;

/**
 * Why the write that is about to be made must not go out; undefined: it may, and rests on the look that the item was judged by.
 *
 * Items of one source are looked at together and written one after another, and the limits may hold a call back for an hour.
 * So the first write of an item goes out only if all its waiting, for the lane and for the limits, has taken no longer than this.
 * Otherwise the item is judged again upon a new look. Later writes follow the read-back of the one before them.
 * A stop that came during the wait keeps every write back, the first and the later ones.
 */
export async function heldBack({ world, memo }: ItemRun, step: StepKind): Promise<StepResult | undefined> {
  await world.warehouse.roomToWrite();
  if (world.stop.requested) return { kind: "interrupted" };
  // The last step of a source looks by itself who still needs the webhook.
  if (memo.judgedAt === undefined || step === "delete_webhook") return undefined;
  if (world.clock.now() - memo.judgedAt > FRESH_MS) return AGAIN;
  delete memo.judgedAt;
  return undefined;
}
