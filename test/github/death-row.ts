import type { Fault, Intercept } from "../../src/sandbox/start.js";
import type { VirtualClock } from "../support/virtual-clock.js";
import { writesOf } from "../support/workspace.js";

/** Where in the life of a write the process dies. Whether it heard the answer makes no difference: nobody else will. */
export const MOMENTS = ["before the server sees it", "when the server has done it"] as const;
export type Moment = (typeof MOMENTS)[number];

export class Killed extends Error {}

/** A process that is dead waits for nothing and looks at no clock. */
export const mortal = (clock: VirtualClock, isDead: () => boolean): VirtualClock => ({
  ...clock,
  now() {
    if (isDead()) throw new Killed();
    return clock.now();
  },
  async sleep(ms) {
    if (isDead()) throw new Killed();
    await clock.sleep(ms);
  },
});

/** Lets a process die at a write: from then on the server hears nothing of it. */
export function deathRow() {
  let due: { readonly index: number; readonly moment: Moment } | undefined;
  let [seen, dead] = [0, false];
  const die = (when: "before" | "after"): Fault => {
    dead = true;
    return { kind: "hang-up", when };
  };
  const intercept: Intercept = ({ method, path }) => {
    if (dead) return die("before");
    if (due === undefined || !isWrite(method, path) || seen++ !== due.index) return undefined;
    return die(due.moment === "before the server sees it" ? "before" : "after");
  };
  return {
    isDead: () => dead,
    sentence(index: number, moment: Moment) {
      due = { index, moment };
      seen = 0;
    },
    reprieve() {
      due = undefined;
      dead = false;
    },
    intercept,
  };
}

const isWrite = (method: string, path: string): boolean =>
  writesOf({ exchanges: [{ method, path, query: "", body: undefined, status: 0 }] }).length > 0;
