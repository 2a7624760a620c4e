import { array, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { assert } from "../../support/fixed-seed.js";
import { createBucket } from "../../../src/adapters/posthog/bucket.js";

const MINUTE = { limit: 3, windowMs: 60_000 };

describe("the bucket", () => {
  it("lets requests through at once until the window is full", () => {
    const bucket = createBucket([MINUTE]);

    expect([0, 10, 20].map((now) => bucket.reserve(now))).toEqual([0, 10, 20]);
    expect(bucket.reserve(30)).toBe(61_000);
    expect(bucket.reserve(30)).toBe(61_010);
  });

  it("obeys the stricter of two windows", () => {
    const bucket = createBucket([MINUTE, { limit: 4, windowMs: 3_600_000 }]);

    expect([0, 0, 0, 0, 0].map((now) => bucket.reserve(now))).toEqual([0, 0, 0, 61_000, 3_601_000]);
  });

  it("keeps everybody back during a pause, however short another one is", () => {
    const bucket = createBucket([MINUTE]);

    bucket.pause(5000);
    bucket.pause(1000);

    expect(bucket.reserve(0)).toBe(5000);
    expect(bucket.pausedUntil()).toBe(5000);
  });

  it("never lets more through than the limit in any stretch of the window, and never goes back in time", () => {
    const gaps = array(integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 60 });
    assert(
      property(gaps, integer({ min: 1, max: 7 }), (waits, limit) => {
        const bucket = createBucket([{ limit, windowMs: 60_000 }]);
        let now = 0;
        const times = waits.map((wait) => bucket.reserve((now += wait)));

        expect(times).toEqual(times.toSorted((a, b) => a - b));
        for (const [index, time] of times.entries())
          expect(time - (times[index - limit] ?? -Infinity)).toBeGreaterThan(60_000);
      }),
    );
  });
});
