import { describe, expect, it } from "vitest";
import { createBucket } from "../../../src/adapters/posthog/bucket.js";
import { createTurnstile } from "../../../src/adapters/posthog/turnstile.js";
import { err, ok } from "../../../src/model/result.js";
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

  it("says when there is room for a write", async () => {
    const { clock, turnstile, left, pass } = aTurnstile();
    await Promise.all(Array.from({ length: 10 }, () => pass("write", "write")));

    await turnstile.roomToWrite();
    expect(clock.now()).toBe(61_000);
    await pass("late", "write");

    expect(left.at(-1)).toEqual(["late", 61_000]);
  });

  it("gives the last place to one of those that saw it free, and the others back", async () => {
    const { clock, turnstile, left, pass } = aTurnstile();
    await Promise.all(Array.from({ length: 9 }, () => pass("write", "write")));
    await Promise.all(["a", "b", "c"].map(() => turnstile.roomToWrite()));

    const passed = await Promise.all(["a", "b", "c"].map((name) => pass(name, "write")));

    expect(passed).toEqual([ok(undefined), err("kept-back"), err("kept-back")]);
    expect(left.slice(9)).toEqual([["a", 0]]);
    expect(clock.now()).toBe(0);
  });

  it("keeps a write back that waited too long for another call to end", async () => {
    const { clock, turnstile } = aTurnstile(1);
    const slow = turnstile.pass("read", () => clock.sleep(6000));
    const write = turnstile.pass("write", async () => "sent");
    const read = turnstile.pass("read", async () => "sent");

    expect(await Promise.all([slow, write, read])).toEqual([ok(undefined), err("kept-back"), ok("sent")]);
  });
});
