import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { InvariantError } from "../model/result.js";
import { Emulator } from "./emulator.js";
import { answerControl } from "./http/control.js";
import { isCarriedOut, sendFault, type Intercept } from "./http/fault.js";
import { transportFault, triggerFate, type RequestedFault } from "./http/requested-fault.js";
import { send, textOf } from "./http/respond.js";
import type { RowsView } from "./rows/rows-view.js";
import type { SourceChange } from "./rows/source-change.js";
import type { SandboxClock } from "./clock.js";

export { InvalidDocument } from "./document/load.js";
export type { Fault, Intercept } from "./http/fault.js";
export type { RequestedFault } from "./http/requested-fault.js";
export type { RowsView } from "./rows/rows-view.js";
export type { SourceChange } from "./rows/source-change.js";
export type { SandboxClock } from "./clock.js";

/** A request to the emulated API and what it was answered; those to `/__sandbox/` are not counted. */
export interface Exchange {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Decoded JSON; the text where it is none; undefined without a body. */
  readonly body: unknown;
  /** 0 for a connection that was hung up. */
  readonly status: number;
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Oldest first. */
  readonly exchanges: readonly Exchange[];
  /** The state document at this moment, `effects` included. It shares nothing with the sandbox. */
  state(): unknown;
  /** @throws {InvalidDocument} and leaves the current state */
  reset(document: unknown): void;
  /**
   * The rows of a table at its source and in the warehouse. They share nothing with the sandbox.
   *
   * @throws {ControlRefused} for an id that no schema has
   */
  rows(schemaId: string): RowsView;
  /** @throws {ControlRefused} for the first change that does not fit; those before it have happened */
  change(changes: readonly SourceChange[]): void;
  /** Moves the time forward, and with it what is due until then. Returns the time it is then, in Unix ms. */
  moveClock(seconds: number): number;
  addFaults(faults: readonly RequestedFault[]): void;
  /** Another client's request, answered on the spot. It meets no fault, and is not among the exchanges. Returns the status. */
  ask(request: OtherRequest): number;
  close(): Promise<void>;
}

/** What another client asks, while a request is on its way or between two. */
export interface OtherRequest {
  readonly method: string;
  readonly path: string;
  readonly key: string;
  readonly body?: unknown;
}

export interface SandboxOptions {
  readonly document: unknown;
  /** 0, the default: any free one. */
  readonly port?: number;
  /** Used unless the document fixes the time; the default is the real one. */
  readonly clock?: SandboxClock;
  readonly intercept?: Intercept;
}

/**
 * Starts the emulated server on 127.0.0.1. It answers from the moment that the promise is kept.
 *
 * @throws {InvalidDocument} if the document is refused
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const emulator = new Emulator(options.document, options.clock ?? { now: () => Date.now() });
  const exchanges: Exchange[] = [];
  const server = createServer((incoming, outgoing) => {
    // A client that goes away before its request is complete has asked for nothing.
    textOf(incoming).then(
      (text) => respond({ emulator, exchanges, intercept: options.intercept }, incoming, text, outgoing),
      () => outgoing.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    exchanges,
    state: () => JSON.parse(JSON.stringify(emulator.state())),
    reset: (document) => emulator.reset(document),
    rows: (schemaId) => structuredClone(emulator.rows(schemaId)),
    change: (changes) => emulator.change(structuredClone(changes)),
    moveClock: (seconds) => emulator.moveClock(seconds),
    addFaults: (faults) => emulator.addFaults(structuredClone(faults)),
    ask: ({ method, path, key, body }) =>
      emulator.answer({
        method,
        url: new URL(path, "http://127.0.0.1"),
        authorization: `Bearer ${key}`,
        text: body === undefined ? "" : JSON.stringify(body),
      }).status,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new InvariantError("a TCP server without a port");
  return address.port;
}

interface Served {
  readonly emulator: Emulator;
  readonly exchanges: Exchange[];
  readonly intercept: Intercept | undefined;
}

function respond(
  { emulator, exchanges, intercept }: Served,
  incoming: IncomingMessage,
  text: string,
  outgoing: ServerResponse,
): void {
  const { method = "GET", headers } = incoming;
  outgoing.sendDate = false;
  outgoing.setHeader("Date", new Date(emulator.now()).toUTCString());
  const base = `http://${headers.host ?? "127.0.0.1"}`;
  if (!URL.canParse(incoming.url ?? "/", base)) {
    send(outgoing, { status: 400 });
    return;
  }
  const url = new URL(incoming.url ?? "/", base);
  if (url.pathname.startsWith("/__sandbox/")) {
    send(outgoing, answerControl(emulator, method, url, text));
    return;
  }
  const asked = { method, path: url.pathname, query: url.search.slice(1), body: decodeLoosely(text) };
  // What is done meanwhile may be a fault for this very request, and may have moved the clock.
  const intercepted = intercept?.(asked);
  outgoing.setHeader("Date", new Date(emulator.now()).toUTCString());
  const requested = emulator.takeFault(asked);
  const fault = intercepted ?? transportFault(requested);
  const reply = isCarriedOut(fault)
    ? emulator.answer({ method, url, authorization: headers.authorization, text }, triggerFate(requested))
    : undefined;
  if (fault !== undefined && fault.kind !== "latency") {
    exchanges.push({ ...asked, status: sendFault(outgoing, fault) });
  } else if (reply !== undefined) {
    exchanges.push({ ...asked, status: reply.status });
    // A sandbox that is closed meanwhile waits for no answer.
    if (fault !== undefined) setTimeout(() => send(outgoing, reply), fault.ms).unref();
    else send(outgoing, reply);
  }
}

function decodeLoosely(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
