import type { Warehouse } from "../../src/executor/ports.js";

/** The process dies here: nobody may catch it. */
export class KillSignal extends Error {
  override readonly name = "KillSignal";
}

export type Verb = keyof Warehouse | "append";

export interface Kill {
  /** counts every call of a port, reads and journal entries too, from 0 */
  readonly at: number;
  /** before: nothing of it happened; after: it happened, and the answer never arrived */
  readonly when: "before" | "after";
}

/** What goes wrong with a call, once. */
export interface Trouble {
  readonly verb: Verb;
  /** the how manyth call of this verb; 1 unless told */
  readonly nth?: number;
  readonly how:
    | "lost-before" // the connection broke on the way there
    | "lost-after" // … and on the way back
    | "html-after" // it was carried out, and a proxy put its own page in place of the answer
    | "500-before"
    | "500-after"
    | "400-before"
    | "400-after"
    | "ignored" // answered 200, and nothing came of it
    | "dropped" // answered 200, a wipe marked, and the trigger skipped
    | "429-before" // PostHog threw it back unread
    | "kept-back" // the limits left it no place
    | "interrupted"; // a stop came while it waited for its turn
}

/** Every call of every port passes here: counted, killed on demand, or brought into trouble. */
export interface Switchboard {
  /** how many calls were made */
  readonly calls: () => number;
  /** what goes wrong with the next call of this verb, if anything */
  trouble(verb: Verb): Trouble["how"] | undefined;
  /** throws once the process is dead; `act` may be left out of a call that came into trouble */
  pass<T>(act: () => T): T;
}

export function switchboard(troubles: readonly Trouble[] = [], kill?: Kill): Switchboard {
  const counts = new Map<Verb, number>();
  let calls = 0;
  let dead = false;
  const die = (): never => {
    dead = true;
    throw new KillSignal(`killed ${kill?.when} call ${kill?.at}`);
  };
  return {
    calls: () => calls,
    trouble(verb) {
      const nth = (counts.get(verb) ?? 0) + 1;
      counts.set(verb, nth);
      return troubles.find((trouble) => trouble.verb === verb && (trouble.nth ?? 1) === nth)?.how;
    },
    pass(act) {
      if (dead) die();
      const hit = calls++ === kill?.at;
      if (hit && kill?.when === "before") die();
      const value = act();
      if (hit) die();
      return value;
    },
  };
}
