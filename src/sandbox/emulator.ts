import { discoverByItself } from "./discovery/by-itself.js";
import { dumpState } from "./document/dump.js";
import { loadDocument } from "./document/load.js";
import type { Reply } from "./handler.js";
import { answerApi, type HttpRequest } from "./http/api.js";
import { Throttle } from "./http/throttle.js";
import { addFaults, takeFault, type RequestedFault } from "./http/requested-fault.js";
import { adoptRuns } from "./run/adopt.js";
import { advance } from "./run/advance.js";
import { nextMoment } from "./run/next-moment.js";
import { changeSources } from "./rows/change-source.js";
import { rowsView, type RowsView } from "./rows/rows-view.js";
import type { SourceChange } from "./rows/source-change.js";
import { moveClock, type SandboxClock } from "./clock.js";
import { createWorld, type TriggerFate, type World } from "./world.js";

/** One world, and what begins anew with every document: how far it has moved, and who asked how often. */
export class Emulator {
  readonly #clock: SandboxClock;
  #world: World;
  #throttle: Throttle;
  #advancedTo: number;

  /** @throws {InvalidDocument} */
  constructor(document: unknown, clock: SandboxClock) {
    this.#clock = clock;
    this.#world = openWorld(document, clock);
    this.#throttle = new Throttle();
    this.#advancedTo = this.#world.now();
  }

  /** Unix ms. */
  now(): number {
    return this.#world.now();
  }

  /** `triggers`: what becomes of the runs that the request asks for. */
  answer(request: HttpRequest, triggers: TriggerFate = "start"): Reply {
    this.#advance();
    this.#world.triggers = triggers;
    try {
      return answerApi(this.#world, this.#throttle, request);
    } finally {
      this.#world.triggers = "start";
    }
  }

  /** Shares its parts with the world. @throws {ControlRefused} */
  rows(schemaId: string): RowsView {
    this.#advance();
    return rowsView(this.#world, schemaId);
  }

  /** @throws {ControlRefused} for the first change that does not fit; those before it have happened */
  change(changes: readonly SourceChange[]): void {
    this.#advance();
    changeSources(this.#world, changes);
  }

  /** From moment to moment, so that a schedule fires as often as it is due. Returns the time it is then. */
  moveClock(seconds: number): number {
    this.#advance();
    const until = this.#world.now() + Math.round(seconds * 1000);
    do {
      const next = nextMoment(this.#world, this.#advancedTo) ?? until;
      moveClock(this.#world.document, this.#clock, Math.min(next, until));
      this.#advance();
    } while (this.#advancedTo < until && this.#world.now() < until);
    return this.#world.now();
  }

  addFaults(faults: readonly RequestedFault[]): void {
    addFaults(this.#world.document, faults);
  }

  takeFault(request: { readonly method: string; readonly path: string }): RequestedFault | undefined {
    return takeFault(this.#world.document, request);
  }

  /** Shares its parts with the world. */
  state(): unknown {
    this.#advance();
    return dumpState(this.#world);
  }

  /** @throws {InvalidDocument} and leaves everything as it is */
  reset(document: unknown): void {
    this.#world = openWorld(document, this.#clock);
    this.#throttle = new Throttle();
    this.#advancedTo = this.#world.now();
  }

  /** A clock that is turned back moves nothing: what has happened stays. */
  #advance(): void {
    const now = this.#world.now();
    if (now <= this.#advancedTo) return;
    advance(this.#world, this.#advancedTo, now);
    discoverByItself(this.#world, this.#advancedTo, now);
    this.#advancedTo = now;
  }
}

function openWorld(document: unknown, clock: SandboxClock): World {
  const world = createWorld(loadDocument(document), clock);
  adoptRuns(world);
  return world;
}
