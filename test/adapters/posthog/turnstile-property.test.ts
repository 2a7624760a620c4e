import { array, asyncProperty, constantFrom, integer, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { createBucket } from "../../../src/adapters/posthog/bucket.js";
import { createTurnstile } from "../../../src/adapters/posthog/turnstile.js";
import { assert } from "../../support/fixed-seed.js";
import { virtualClock } from "../../support/virtual-clock.js";

const LIMITS = [
  { limit: 8, windowMs: 60_000 },
  { limit: 20, windowMs: 3_600_000 },
];

/** When a call comes, what it is, how long the server takes for it, and for how long that then keeps everybody back. */
const coming = record({
  gap: integer({ min: 0, max: 20_000 }),
  access: constantFrom("read" as const, "write" as const),
  takes: integer({ min: 0, max: 60_000 }),
  pause: constantFrom(0, 0, 0, 0, 7000, 90_000),
});

describe("calls that come at any time, of any kind, and take any time", () => {
  it("all leave but the writes that would be late, never more in any window than its limit, none during a pause, and not too many at once", async () => {
    await assert(
      asyncProperty(
        array(coming, { minLength: 1, maxLength: 60 }),
        integer({ min: 1, max: 4 }),
        async (calls, most) => {
          const clock = virtualClock(0);
          const bucket = createBucket(LIMITS);
          const turnstile = createTurnstile({ clock, bucket, concurrency: most, keptForWrites: 3 });
          const left: number[] = [];
          const pauses: (readonly [number, number])[] = [];
          let inFlight = 0;
          let atOnce = 0;
          let longest = 0;
          let now = 0;
          const passed = calls.map(async ({ gap, access, takes, pause }) => {
            await clock.sleep((now += gap));
            const came = clock.now();
            return turnstile.pass(access, async () => {
              if (access === "write") longest = Math.max(longest, clock.now() - came);
              left.push(clock.now());
              atOnce = Math.max(atOnce, ++inFlight);
              await clock.sleep(takes);
              inFlight--;
              if (pause > 0) {
                pauses.push([clock.now(), clock.now() + pause]);
                bucket.pause(clock.now() + pause);
              }
              return "answered";
            });
          });

          const ends = await Promise.all(passed);
          expect(ends.filter((end, index) => !end.ok && calls[index]?.access !== "write")).toEqual([]);
          expect(ends.filter(({ ok }) => ok)).toHaveLength(left.length);
          expect(longest).toBeLessThanOrEqual(5000);
          expect(atOnce).toBeLessThanOrEqual(most);
          for (const { limit, windowMs } of LIMITS)
            for (const [index, time] of left.entries())
              expect(time - (left[index - limit] ?? -Infinity)).toBeGreaterThan(windowMs);
          for (const [from, to] of pauses) expect(left.filter((time) => time > from && time < to)).toEqual([]);
        },
      ),
    );
  });
});
