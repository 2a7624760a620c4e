import pLimit from "p-limit";
import type { Clock } from "../../executor/ports.js";
import { err, ok, type Result } from "../../model/result.js";
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

/** Why a call did not go out: a stop was asked for, or it is a write and its turn did not come soon. */
export type NotSent = "interrupted" | "kept-back";

export interface Turnstile {
  /**
   * Calls leave in the order of their coming, but no write waits behind what is no write. A write that cannot leave soon is
   * kept back, because it rests upon a look, and a look grows old.
   */
  pass<T>(access: Access, go: () => Promise<T>): Promise<Result<T, NotSent>>;
  /** resolves when a write could leave at once, or when a stop is asked for */
  roomToWrite(): Promise<void>;
}

/** A write that has to wait longer is kept back. Places that slide out of a busy minute come sooner. */
const SOON_MS = 5000;

interface Patience {
  /** places of every window that have to stay free */
  readonly kept: number;
  /** by when the call has to leave */
  readonly latest: number;
}

/** A call that is on its way. */
interface Leaving<T> {
  readonly end: Promise<T>;
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
  async function leave<T>({ kept, latest }: Patience, go: () => Promise<T>): Promise<Result<Leaving<T>, NotSent>> {
    for (;;) {
      if (Math.max(bucket.freeAt(kept), clock.now()) > latest) return err("kept-back");
      if (!(await untilFree(kept))) return err("interrupted");
      const left = await new Promise<Leaving<T> | undefined>((told) => {
        void inFlight(async () => {
          // The place may be gone, or a pause have begun, while this call waited for another to end.
          if (bucket.freeAt(kept) > clock.now() || clock.now() > latest) return told(undefined);
          bucket.take(clock.now());
          const end = go();
          told({ end });
          await end;
        });
      });
      if (left !== undefined) return ok(left);
    }
  }

  return {
    async pass(access, go) {
      const isWrite = access === "write";
      const patience = isWrite ? { kept: 0, latest: clock.now() + SOON_MS } : { kept: keptForWrites, latest: Infinity };
      const left = await doors[isWrite ? "write" : "other"](() => leave(patience, go));
      return left.ok ? ok(await left.value.end) : left;
    },
    async roomToWrite() {
      await untilFree(0);
    },
  };
}
