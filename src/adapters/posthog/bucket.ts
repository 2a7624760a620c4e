/** At most `limit` requests in any stretch of `windowMs`. */
export interface Window {
  readonly limit: number;
  readonly windowMs: number;
}

export interface Bucket {
  /** Takes a place. Returns the time, Unix ms, from which the request may go out; never before an earlier one. */
  reserve(nowMs: number): number;
  /** Nobody goes before `untilMs`. */
  pause(untilMs: number): void;
  pausedUntil(): number;
}

/** The server counts when requests arrive; two that leave a window apart may arrive a little closer together. */
const SLACK_MS = 1000;

/**
 * Keeps under several limits at once. PostHog looks back over a sliding window, so a bucket that refills while it is being
 * emptied would let twice the limit through: here the n-th request waits until the one `limit` places before it has left the window.
 */
export function createBucket(windows: readonly Window[]): Bucket {
  const rings = windows.map(({ limit, windowMs }) => createRing(limit, windowMs + SLACK_MS));
  let paused = -Infinity;

  return {
    reserve(nowMs) {
      const at = Math.max(nowMs, paused, ...rings.map((ring) => ring.free()));
      for (const ring of rings) ring.take(at);
      return at;
    },
    pause(untilMs) {
      paused = Math.max(paused, untilMs);
    },
    pausedUntil: () => paused,
  };
}

/** The times of the last `limit` requests. */
function createRing(limit: number, spanMs: number) {
  const taken: number[] = [];
  let oldest = 0;
  return {
    free: (): number => (taken.length < limit ? -Infinity : (taken[oldest] ?? -Infinity) + spanMs),
    take(at: number): void {
      if (taken.length < limit) taken.push(at);
      else {
        taken[oldest] = at;
        oldest = (oldest + 1) % limit;
      }
    },
  };
}
