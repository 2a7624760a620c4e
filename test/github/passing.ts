import type { VirtualClock } from "../support/virtual-clock.js";

/** GitHub's clock goes with the others', and no two things happen in the same second. */
export function passing(clock: VirtualClock): { now(): number } {
  let last = 0;
  return { now: () => (last = Math.max(last + 1000, clock.now())) };
}
