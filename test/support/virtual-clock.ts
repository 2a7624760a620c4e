import type { Clock } from "../../src/executor/ports.js";

/** Time that passes only while everybody sleeps: a test of an hour takes a moment, and takes the same way every time. */
export interface VirtualClock extends Clock {
  /** runs `event` when that Unix ms is reached by somebody's sleep */
  at(time: number, event: () => void): void;
  /** ends every sleep at once, running and later ones, as a stop does */
  wakeAll(): void;
}

interface Alarm {
  readonly time: number;
  readonly ring: () => void;
  /** wakes a sleeper; events alone do not make time pass */
  readonly sleeper: boolean;
}

/**
 * The sandbox takes its `now` from the same clock, so that server and client agree on the time.
 *
 * @param isQuiet  while it is false, somebody works and no time passes
 */
export function virtualClock(
  start = Date.parse("2026-11-22T12:00:00Z"),
  isQuiet: () => boolean = () => true,
): VirtualClock {
  let now = start;
  let alarms: readonly Alarm[] = [];
  let awake = false;
  let due: NodeJS.Immediate | undefined;

  const set = (alarm: Alarm): void => {
    alarms = [...alarms, alarm].toSorted((a, b) => a.time - b.time);
    // After every microtask: whoever could still do something at this moment has done it.
    due ??= setImmediate(pass);
  };
  const pass = (): void => {
    due = undefined;
    const next = alarms[0];
    if (next === undefined || !alarms.some(({ sleeper }) => sleeper)) return;
    if (!isQuiet()) return void (due = setImmediate(pass));
    now = Math.max(now, next.time);
    const [ringing, left] = [alarms.filter(({ time }) => time <= now), alarms.filter(({ time }) => time > now)];
    alarms = left;
    for (const { ring } of ringing) ring();
    if (alarms.length > 0) due ??= setImmediate(pass);
  };

  return {
    now: () => now,
    sleep: (ms) =>
      new Promise((resolve) =>
        awake ? resolve() : set({ time: now + Math.max(ms, 0), ring: resolve, sleeper: true }),
      ),
    at: (time, event) => set({ time, ring: event, sleeper: false }),
    wakeAll() {
      awake = true;
      const sleepers = alarms.filter(({ sleeper }) => sleeper);
      alarms = alarms.filter(({ sleeper }) => !sleeper);
      for (const { ring } of sleepers) ring();
    },
  };
}
