import * as fc from "fast-check";
import type { Event, History } from "./history.js";

const row = fc.nat({ max: 3 });

const change: fc.Arbitrary<Event> = fc.oneof(
  fc.constant<Event>({ kind: "insert" }),
  row.map((at): Event => ({ kind: "update", row: at })),
  row.map((at): Event => ({ kind: "delete", row: at })),
  row.map((at): Event => ({ kind: "update-silently", row: at })),
  row.map((at): Event => ({ kind: "move", row: at })),
  fc.constant<Event>({ kind: "insert-backdated" }),
);
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 3, arbitrary: change },
  { weight: 2, arbitrary: fc.constant<Event>({ kind: "run" }) },
);

/** A delivery that never arrives is missed by a webhook table whatever anybody configures, so it happens before the change only. */
const early: fc.Arbitrary<Event> = fc.oneof(
  { weight: 7, arbitrary: event },
  { weight: 1, arbitrary: fc.constant<Event>({ kind: "insert-undelivered" }) },
);

/** Shrinks to fewer and simpler events. */
export const anyHistory: fc.Arbitrary<History> = fc.record({
  before: fc.array(early, { maxLength: 5 }),
  off: fc.array(event, { maxLength: 3 }),
  during: fc.array(change, { maxLength: 2 }),
  after: fc.array(event, { maxLength: 4 }),
});
