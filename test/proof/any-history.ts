import * as fc from "fast-check";
import type { Event, History } from "./history.js";

const row = fc.nat({ max: 3 });

/** The first of them is the simplest: a history shrinks towards it. */
const change: fc.Arbitrary<Event> = fc.oneof(
  { withCrossShrink: true },
  fc.constant<Event>({ kind: "insert" }),
  row.map((at): Event => ({ kind: "update", row: at })),
  row.map((at): Event => ({ kind: "delete", row: at })),
  row.map((at): Event => ({ kind: "update-silently", row: at })),
  row.map((at): Event => ({ kind: "move", row: at })),
  fc.constant<Event>({ kind: "insert-backdated" }),
  fc.constant<Event>({ kind: "insert-late" }),
  fc.constant<Event>({ kind: "insert-undelivered" }),
);
/** Long runs apart, everything may happen while a request is on its way. */
const meanwhile: fc.Arbitrary<Event> = fc.oneof(
  { weight: 3, arbitrary: change },
  { weight: 1, arbitrary: fc.constant<Event>({ kind: "begin" }) },
);
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: change },
  { weight: 3, arbitrary: fc.constant<Event>({ kind: "run" }) },
  { weight: 1, arbitrary: fc.constant<Event>({ kind: "begin" }) },
);

/** Most of what goes wrong takes several events: short histories come of shrinking, not of chance. */
const some = (events: fc.Arbitrary<Event>, maxLength: number): fc.Arbitrary<readonly Event[]> =>
  fc.array(events, { maxLength, size: "max" });

/** Shrinks to fewer and simpler events. */
export const anyHistory: fc.Arbitrary<History> = fc.noBias(
  fc.record({ before: some(event, 6), off: some(event, 3), during: some(meanwhile, 2), after: some(event, 4) }),
);
