import pLimit from "p-limit";
import type { Clock } from "../../executor/ports.js";
import type { Access } from "./allow-list.js";
import type { Bucket } from "./bucket.js";

export interface TurnstileOptions {
  readonly clock: Clock;
  readonly bucket: Bucket;
  /** calls in flight */
  readonly concurrency: number;
  /** places of every window that only writes take: what was looked at can then be written while the look is fresh */
  readonly keptForWrites: number;
}

export interface Turnstile {
  /**
   * Calls leave in the order of their coming, but no write waits behind what is no write.
   * @returns undefined: a stop was asked for before the turn came, and nothing went out
   */
  pass<T>(access: Access, go: () => Promise<T>): Promise<T | undefined>;
  /** resolves when a write could leave at once, or when a stop is asked for */
  roomToWrite(): Promise<void>;
}

export function createTurnstile({ clock, bucket, concurrency, keptForWrites }: TurnstileOptions): Turnstile {
  const inFlight = pLimit(concurrency);
  const doors = { write: pLimit(1), other: pLimit(1) };

  /** false: the clock ended the wait early, because a stop was asked for */
  async function untilFree(kept: number): Promise<boolean> {
    for (let at = bucket.freeAt(kept); at > clock.now(); at = bucket.freeAt(kept)) {
      await clock.sleep(at - clock.now());
      if (clock.now() < at) return false;
    }
    return true;
  }

  /** Resolves once the call has left. What waits for its turn holds no place in flight, so that a write can overtake it. */
  async function leave<T>(kept: number, go: () => Promise<T>): Promise<{ readonly end: Promise<T> } | undefined> {
    while (await untilFree(kept)) {
      const left = await new Promise<{ readonly end: Promise<T> } | undefined>((told) => {
        void inFlight(async () => {
          // The place may be gone, or a pause have begun, while this call waited for another to end.
          if (bucket.freeAt(kept) > clock.now()) return told(undefined);
          bucket.take(clock.now());
          const end = go();
          told({ end });
          await end;
        });
      });
      if (left !== undefined) return left;
    }
    return undefined;
  }

  return {
    async pass(access, go) {
      const isWrite = access === "write";
      const left = await doors[isWrite ? "write" : "other"](() => leave(isWrite ? 0 : keptForWrites, go));
      return left?.end;
    },
    async roomToWrite() {
      await untilFree(0);
    },
  };
}
