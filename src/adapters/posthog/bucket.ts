/** At most `limit` requests in any stretch of `windowMs`. */
export interface Window {
  readonly limit: number;
  readonly windowMs: number;
}

export interface Bucket {
  /**
   * The time, Unix ms, from which a request may go out if no other does before it; `nowMs` or earlier: at once.
   * @param kept  so many places of every window have to stay free behind it
   */
  freeAt(kept?: number): number;
  /** A request goes out now. */
  take(nowMs: number): void;
  /** The time at which the last of so many requests may go out, if they are all there are. */
  freeFor(requests: number, nowMs: number): number;
  /** Nobody goes before `untilMs`. */
  pause(untilMs: number): void;
}

/** The server counts when requests arrive; two that leave a window apart may arrive a little closer together. */
const SLACK_MS = 1000;

/**
 * Keeps under several limits at once. PostHog looks back over a sliding window, so a bucket that refills while it is being
 * emptied would let twice the limit through: here the n-th request waits until the one `limit` places before it has left the window.
 * A place is taken when its request leaves, and not before: whoever still waits keeps nobody else out.
 */
export function createBucket(windows: readonly Window[]): Bucket {
  const rings = windows.map(({ limit, windowMs }) => createRing(limit, windowMs + SLACK_MS));
  let paused = -Infinity;

  return {
    freeAt: (kept = 0) => Math.max(paused, ...rings.map((ring) => ring.freeAt(kept))),
    take(nowMs) {
      for (const ring of rings) ring.take(nowMs);
    },
    freeFor(requests, nowMs) {
      const ahead = rings.map((ring) => ring.copy());
      let at = Math.max(nowMs, paused);
      for (let left = requests; left > 0; left--) {
        at = Math.max(at, ...ahead.map((ring) => ring.freeAt(0)));
        for (const ring of ahead) ring.take(at);
      }
      return at;
    },
    pause(untilMs) {
      paused = Math.max(paused, untilMs);
    },
  };
}

/** The times of the last `limit` requests. */
interface Ring {
  freeAt(kept: number): number;
  take(at: number): void;
  copy(): Ring;
}

function createRing(limit: number, spanMs: number, taken: number[] = [], oldest = 0): Ring {
  return {
    freeAt(kept) {
      const ahead = Math.min(kept, Math.floor(limit / 3)); // a low limit is still mostly for looking
      if (taken.length + ahead < limit) return -Infinity;
      return (taken[(oldest + ahead - (limit - taken.length)) % limit] ?? -Infinity) + spanMs;
    },
    copy: () => createRing(limit, spanMs, [...taken], oldest),
    take(at: number): void {
      if (taken.length < limit) taken.push(at);
      else {
        taken[oldest] = at;
        oldest = (oldest + 1) % limit;
      }
    },
  };
}
