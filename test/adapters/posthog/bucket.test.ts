import { array, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { assert } from "../../support/fixed-seed.js";
import { createBucket, type Bucket } from "../../../src/adapters/posthog/bucket.js";

/** Sends one request as soon as it may go; returns when that is. */
function sendAt(bucket: Bucket, now: number, kept = 0): number {
  const at = Math.max(now, bucket.freeAt(kept));
  bucket.take(at);
  return at;
}

const MINUTE = { limit: 3, windowMs: 60_000 };

describe("the bucket", () => {
  it("lets requests through at once until the window is full", () => {
    const bucket = createBucket([MINUTE]);

    expect([0, 10, 20].map((now) => sendAt(bucket, now))).toEqual([0, 10, 20]);
    expect(sendAt(bucket, 30)).toBe(61_000);
    expect(sendAt(bucket, 30)).toBe(61_010);
  });

  it("obeys the stricter of two windows", () => {
    const bucket = createBucket([MINUTE, { limit: 4, windowMs: 3_600_000 }]);

    expect([0, 0, 0, 0, 0].map((now) => sendAt(bucket, now))).toEqual([0, 0, 0, 61_000, 3_601_000]);
  });

  it("keeps places free for those who may take the last ones, of a low limit a third", () => {
    const bucket = createBucket([{ limit: 6, windowMs: 60_000 }]);

    expect([0, 10, 20, 30].map((now) => sendAt(bucket, now, 2))).toEqual([0, 10, 20, 30]);
    expect([bucket.freeAt(2), bucket.freeAt(5), bucket.freeAt(0)]).toEqual([61_000, 61_000, -Infinity]);
    expect([40, 50].map((now) => sendAt(bucket, now))).toEqual([40, 50]);
    expect([bucket.freeAt(0), bucket.freeAt(1), bucket.freeAt(2)]).toEqual([61_000, 61_010, 61_020]);
  });

  it("knows how long the limits make many requests take, and takes no place for the answer", () => {
    const bucket = createBucket([MINUTE, { limit: 4, windowMs: 3_600_000 }]);
    sendAt(bucket, 0);

    expect([0, 2, 3, 4, 5].map((requests) => bucket.freeFor(requests, 5))).toEqual([
      5, 5, 61_000, 3_601_000, 3_601_005,
    ]);
    expect(sendAt(bucket, 6)).toBe(6);
  });

  it("keeps everybody back during a pause, however short another one is", () => {
    const bucket = createBucket([MINUTE]);

    bucket.pause(5000);
    bucket.pause(1000);

    expect(sendAt(bucket, 0)).toBe(5000);
    expect(bucket.freeAt()).toBe(5000);
  });

  it("never lets more through than the limit in any stretch of the window, and never goes back in time", () => {
    const gaps = array(integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 60 });
    assert(
      property(gaps, integer({ min: 1, max: 7 }), (waits, limit) => {
        const bucket = createBucket([{ limit, windowMs: 60_000 }]);
        let now = 0;
        const times = waits.map((wait) => sendAt(bucket, (now += wait)));

        expect(times).toEqual(times.toSorted((a, b) => a - b));
        for (const [index, time] of times.entries())
          expect(time - (times[index - limit] ?? -Infinity)).toBeGreaterThan(60_000);
      }),
    );
  });
});
