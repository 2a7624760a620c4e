import type { Clock } from "./ports.js";

/** Waits no shorter and no longer than so many ms; the longest where nobody else wakes between the two. */
export type Beat = (leastMs: number, mostMs: number) => Promise<void>;

interface Moment {
  readonly at: number;
  readonly come: Promise<void>;
}

/** The waits of one source end together where they can: whoever wakes at the same moment asks with the same call. */
export function beat(clock: Clock): Beat {
  let moments: readonly Moment[] = [];
  return (leastMs, mostMs) => {
    const now = clock.now();
    const suits = ({ at }: Moment): boolean => at >= now + leastMs && at <= now + mostMs;
    const shared = moments.findLast(suits);
    if (shared !== undefined) return shared.come;
    const moment: Moment = { at: now + mostMs, come: clock.sleep(mostMs) };
    const ahead = moments.filter(({ at }) => at > now);
    moments = [...ahead, moment].toSorted((a, b) => a.at - b.at);
    return moment.come;
  };
}
