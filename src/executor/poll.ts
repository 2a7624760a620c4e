import type { Job } from "../model/live.js";
import type { StepKind } from "../model/plan.js";
import type { ItemRun } from "./run.js";

/** Waits with people watching, each time a little longer; returns false when a stop was asked for. */
export interface Poll {
  next(job: Job | undefined): Promise<boolean>;
  /** something changed: look closely again */
  restart(): void;
}

export function polling({ world, item }: ItemRun, step: StepKind): Poll {
  const { clock, progress, stop, poll } = world;
  const began = clock.now();
  let interval = poll.firstMs;
  return {
    async next(job) {
      const elapsedMs = clock.now() - began;
      const rows = job?.rows_synced ?? null;
      progress({ kind: "waiting", address: item.address, step, elapsedMs, rows, job: job?.id ?? null });
      if (stop.requested) return false;
      // The longest waits end on a common beat, so that many tables of a source share one call.
      await clock.sleep(interval < poll.maxMs ? interval : poll.maxMs - (clock.now() % poll.maxMs));
      interval = Math.min(interval * 1.5, poll.maxMs);
      return !stop.requested;
    },
    restart() {
      interval = poll.firstMs;
    },
  };
}
