import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../src/adapters/clock.js";

describe("the system clock", () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-10-01T12:00:00Z") }));
  afterEach(() => void vi.useRealTimers());

  it("sleeps as long as it was told", async () => {
    const clock = systemClock();
    const start = clock.now();
    const sleeping = clock.sleep(5000).then(() => clock.now() - start);

    await vi.advanceTimersByTimeAsync(10_000);

    expect(await sleeping).toBe(5000);
  });

  it("sleeps longer than a timer can", async () => {
    const days = 60 * 86_400_000;
    const clock = systemClock();
    const start = clock.now();
    const sleeping = clock.sleep(days).then(() => clock.now() - start);

    await vi.advanceTimersByTimeAsync(days + 1);

    expect(await sleeping).toBe(days);
  });

  it("wakes up when a stop is asked for, and does not fall asleep again", async () => {
    const stop = new AbortController();
    const clock = systemClock(stop.signal);
    const start = clock.now();
    const sleeping = clock.sleep(60_000);
    await vi.advanceTimersByTimeAsync(1000);

    stop.abort();
    await sleeping;
    await clock.sleep(60_000);

    expect(clock.now() - start).toBe(1000);
    expect(vi.getTimerCount()).toBe(0);
  });
});
