import { discoverByItself } from "./discovery/by-itself.js";
import { dumpState } from "./document/dump.js";
import { loadDocument } from "./document/load.js";
import type { Reply } from "./handler.js";
import { answerApi, type HttpRequest } from "./http/api.js";
import { Throttle } from "./http/throttle.js";
import { adoptRuns } from "./run/adopt.js";
import { advance } from "./run/advance.js";
import { createWorld, type SandboxClock, type World } from "./world.js";

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

  answer(request: HttpRequest): Reply {
    this.#advance();
    return answerApi(this.#world, this.#throttle, request);
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
