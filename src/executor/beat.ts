import type { Clock } from "./ports.js";

/** Waits about so long: at least half of it, and never longer. */
export type Beat = (ms: number) => Promise<void>;

interface Moment {
  readonly at: number;
  readonly come: Promise<void>;
}

/** The waits of one source end together where they can: whoever wakes at the same moment asks with the same call. */
export function beat(clock: Clock): Beat {
  let moments: readonly Moment[] = [];
  return (ms) => {
    const now = clock.now();
    const suits = ({ at }: Moment): boolean => at >= now + ms / 2 && at <= now + ms;
    const shared = moments.findLast(suits);
    if (shared !== undefined) return shared.come;
    const moment: Moment = { at: now + ms, come: clock.sleep(ms) };
    const ahead = moments.filter(({ at }) => at > now);
    moments = [...ahead, moment].toSorted((a, b) => a.at - b.at);
    return moment.come;
  };
}
