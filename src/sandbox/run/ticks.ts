import type { Schedule } from "../state.js";

/** The last moment in (since, until] at which the schedule fires. Unix ms. */
export function lastTick(schedule: Schedule | null, since: number, until: number): number | undefined {
  const tick = schedule === null || schedule.paused ? undefined : tickAt(schedule, until);
  return tick !== undefined && tick > since ? tick : undefined;
}

/** The first moment after `since` at which it fires. */
export const tickAfter = (schedule: Schedule | null, since: number): number | undefined =>
  schedule === null || schedule.paused ? undefined : tickAt(schedule, since) + schedule.every_seconds * 1000;

/** The last one up to `until`. */
function tickAt({ every_seconds, offset_seconds }: Schedule, until: number): number {
  const [every, offset] = [every_seconds * 1000, offset_seconds * 1000];
  return Math.floor((until - offset) / every) * every + offset;
}
