import type { Clock, Limits, Progress } from "./ports.js";

/** Between two forecasts, and before the first: people read them, and the first calls tell little. */
const EVERY_MS = 60_000;
/** Many items are under way before the first has ended, and their requests are not those of that one. */
const ENOUGH_SHARE = 1 / 20;

/**
 * Says from time to time when an apply will be done: what is left takes as long as what is done took, and no less than the
 * limits of the server make its requests take.
 *
 * @returns to be called whenever an item has ended
 */
export function forecasting(
  { clock, limits, progress }: { readonly clock: Clock; readonly limits: Limits; readonly progress: Progress },
  total: number,
): () => void {
  const began = clock.now();
  const sentBefore = limits.requests();
  let told = began;
  let done = 0;
  return () => {
    done++;
    const now = clock.now();
    if (done === total || done < total * ENOUGH_SHARE || now - told < EVERY_MS) return;
    told = now;
    const left = (total - done) / done;
    const requests = Math.ceil((limits.requests() - sentBefore) * left);
    progress({ kind: "forecast", done, total, leftMs: Math.max((now - began) * left, limits.msFor(requests)) });
  };
}
