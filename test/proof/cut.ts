import type { Intercept } from "../../src/sandbox/start.js";
import type { Scene } from "./scene.js";
import type { Stage } from "./stage.js";

/** What cuts a change off, or comes between two of its steps. */
export const HOWS = [
  "killed before it is sent",
  "killed before its answer",
  "killed after its answer",
  "answer lost",
  "503 before it is saved",
  "500 after it is saved",
  "the schedule fires before it",
  "a run begins before it",
  "another client edits before it",
  "its trigger is dropped",
] as const;
export type How = (typeof HOWS)[number];

/** What happens before somebody applies again. */
export const BETWEENS = ["nothing", "the schedule fires", "another client edits", "the import is given up"] as const;
/** Nobody can tell whether the write was carried out, or another run left nothing of it: it may be asked for once more. */
export const IN_DOUBT: readonly How[] = [
  "the schedule fires before it",
  "a run begins before it",
  "killed before its answer",
  // A run that begins in the second of its trigger's answer is believed only by whoever has looked in between.
  "killed after its answer",
  "answer lost",
  "500 after it is saved",
  "its trigger is dropped",
];
export type Between = (typeof BETWEENS)[number];

export interface Interruption {
  /** which of the writes it meets, from 0 */
  readonly write: number;
  readonly how: How;
  readonly between: Between;
}

const ONLY_ASKS = /incremental_fields|check_cdc|__sandbox/u;
const TRIGGERS = ["reload", "resync", "schemas/0199"];

interface Cut {
  readonly intercept: Intercept;
  readonly isMet: () => boolean;
}

/** Meets the chosen write, and kills the process where that is how. */
export function cut(stage: Stage, scene: Scene, { write, how }: Interruption): Cut {
  let seen = -1;
  let met = false;
  const die = (): void => {
    scene.journal.killed = true;
    stage.dead = true;
  };
  const dead = { kind: "hang-up", when: "before" } as const;
  if (how === "its trigger is dropped")
    scene.sandbox.addFaults([{ kind: "dropped_trigger", times: 1, path: TRIGGERS[write % TRIGGERS.length] ?? "" }]);
  const intercept: Intercept = ({ method, path }) => {
    if (scene.journal.killed) return dead;
    // The next request of any kind comes after the answer was noted.
    if (how === "killed after its answer" && seen === write) {
      met = true;
      die();
      return dead;
    }
    if (method === "GET" || ONLY_ASKS.test(path)) return undefined;
    seen++;
    if (seen !== write) return undefined;
    met = how !== "killed after its answer";
    switch (how) {
      case "killed before it is sent":
        die();
        return dead;
      case "killed before its answer":
        die();
        return { kind: "hang-up", when: "after" };
      case "answer lost":
        return { kind: "hang-up", when: "after" };
      case "503 before it is saved":
        return { kind: "status", status: 503, when: "before" };
      case "500 after it is saved":
        return { kind: "status", status: 500, when: "after" };
      case "the schedule fires before it":
        scene.happen([{ kind: "run" }]);
        return undefined;
      case "a run begins before it":
        scene.happen([{ kind: "begin" }]);
        return undefined;
      case "another client edits before it":
        scene.editedElsewhere();
        return undefined;
      case "killed after its answer":
      case "its trigger is dropped":
        return undefined;
    }
  };
  return { intercept, isMet: () => met };
}
