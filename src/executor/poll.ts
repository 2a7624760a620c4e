import type { Job } from "../model/live.js";
import type { StepKind } from "../model/plan.js";
import { counted } from "../model/numbers.js";
import { failed, type ItemRun, type Pace, type Stopped } from "./run.js";

const MINUTE_MS = 60_000;

/** Waits with people watching, each time a little longer; returns why it is not to be waited any longer. */
export interface Poll {
  /** @param leftMs  as long as nothing will be seen, as far as anybody can guess */
  next(job: Job | undefined, leftMs?: number): Promise<Stopped | undefined>;
  /** something changed: look closely again */
  restart(): void;
}

export function polling({ world, source, item, since }: ItemRun, step: StepKind): Poll {
  const { clock, progress, stop, poll, maxWaitMs } = world;
  const began = clock.now();
  let interval = poll.firstMs;
  return {
    async next(job, leftMs = 0) {
      const elapsedMs = clock.now() - began;
      const rows = job?.rows_synced ?? null;
      progress({ kind: "waiting", address: item.address, step, elapsedMs, rows, job: job?.id ?? null });
      if (stop.requested) return INTERRUPTED;
      if (clock.now() - since >= maxWaitMs) return failed(tooLong(maxWaitMs, job));
      const expected = Math.min(leftMs, poll.calmMs, since + maxWaitMs - clock.now());
      // A run that takes as long as usual has ended by the first look, and its neighbours that began a little earlier or later too.
      if (expected > interval) await source.beat(expected, expected * (1 + LATER_THAN_USUAL));
      else {
        await source.beat(interval / 2, interval);
        interval = Math.min(interval * 2, longest(poll, clock.now() - began));
      }
      return stop.requested ? INTERRUPTED : undefined;
    },
    restart() {
      interval = poll.firstMs;
    },
  };
}

/** A run that has taken an hour will hardly end in the next seconds. */
const longest = ({ maxMs, calmMs }: Pace, elapsedMs: number): number =>
  Math.max(maxMs, Math.min(elapsedMs * SHARE_OF_THE_RUN, calmMs));

const SHARE_OF_THE_RUN = 1 / 40;
const LATER_THAN_USUAL = 1 / 10;

const INTERRUPTED: Stopped = { kind: "interrupted" };

/** A table that PostHog keeps in Running, or a run longer than anybody thought: the same to who waits. */
const tooLong = (waitedMs: number, job: Job | undefined) => ({
  code: "wait-limit",
  message:
    `after ${counted(Math.round(waitedMs / MINUTE_MS), "minute")} ` +
    (job === undefined ? "no run has begun" : `run ${job.id} has not ended`) +
    ": if it is stuck, cancel it in PostHog, then apply again; --max-wait waits longer",
});
