import { describe, expect, it } from "vitest";
import { createBucket } from "../../../src/adapters/posthog/bucket.js";
import { createTurnstile } from "../../../src/adapters/posthog/turnstile.js";
import { virtualClock } from "../../support/virtual-clock.js";

/** Ten calls a minute, two of which only writes take. */
function aTurnstile(concurrency = 4) {
  const clock = virtualClock(0);
  const bucket = createBucket([{ limit: 10, windowMs: 60_000 }]);
  const turnstile = createTurnstile({ clock, bucket, concurrency, keptForWrites: 2 });
  const left: (readonly [string, number])[] = [];
  const pass = (name: string, access: "read" | "write") =>
    turnstile.pass(access, async () => void left.push([name, clock.now()]));
  return { clock, turnstile, left, pass };
}

describe("the turnstile", () => {
  it("lets a write overtake the reads that wait, into the places that are kept for writes", async () => {
    const { left, pass } = aTurnstile();
    const reads = Array.from({ length: 9 }, (_, n) => pass(`read ${n}`, "read"));
    await Promise.all(reads.slice(0, 8));

    await Promise.all([...reads, pass("write", "write")]);

    expect(left.slice(0, 8).map(([name]) => name)).toEqual(Array.from({ length: 8 }, (_, n) => `read ${n}`));
    expect(left.slice(8)).toEqual([
      ["write", 0],
      ["read 8", 61_000],
    ]);
  });

  it("keeps a write waiting when every place is taken, and says when there is room", async () => {
    const { clock, turnstile, left, pass } = aTurnstile();
    await Promise.all(Array.from({ length: 10 }, () => pass("write", "write")));

    await turnstile.roomToWrite();
    expect(clock.now()).toBe(61_000);
    await pass("late", "write");

    expect(left.at(-1)).toEqual(["late", 61_000]);
  });
});
