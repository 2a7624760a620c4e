import type { Clock } from "../executor/ports.js";

/** setTimeout takes a signed 32-bit number and treats anything above as 1 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Never jumps: a wait is as long as it was meant to be even while NTP sets the time. */
const now = (): number => performance.timeOrigin + performance.now();

/**
 * The machine's clock.
 *
 * @param stop ends every `sleep`, running and later ones, as soon as it is aborted
 */
export const systemClock = (stop?: AbortSignal): Clock => ({
  now,
  async sleep(ms) {
    const end = now() + ms;
    // A timer may fire a fraction of a millisecond early, and callers take an early end for a stop.
    for (let left = ms; left > 0 && !isStopped(stop); left = end - now()) await timer(left, stop);
  },
});

const isStopped = (stop: AbortSignal | undefined): boolean => stop?.aborted === true;

function timer(ms: number, stop: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(handle);
      stop?.removeEventListener("abort", end);
      resolve();
    };
    const handle = setTimeout(end, Math.min(Math.ceil(ms), LONGEST_TIMER_MS));
    stop?.addEventListener("abort", end);
  });
}
