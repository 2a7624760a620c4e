import type { ServiceFault } from "../../model/fault.js";
import { err } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { accessOf } from "./allow-list.js";
import type { Access, Mode } from "./allow-list.js";
import { attempt, nameOf } from "./connection.js";
import type { Connection, Outgoing, RawAnswer } from "./connection.js";
import { retryDelayMs } from "./retry.js";
import type { Failure } from "./retry.js";
import { createTurnstile } from "./turnstile.js";
import type { TurnstileOptions } from "./turnstile.js";

/** Sends what the mode allows, in its turn, and again where that is safe. */
export interface Transport {
  readonly projectId: number;
  /** @param path below /api/projects/{id}/, with its query */
  send(method: Outgoing["method"], path: string, body?: unknown): Promise<Result<RawAnswer, ServiceFault>>;
  /** see Turnstile */
  roomToWrite(): Promise<void>;
}

export interface TransportOptions extends TurnstileOptions {
  readonly connection: Connection;
  readonly projectId: number;
  readonly mode: Mode;
  readonly retries: number;
  readonly random: () => number;
  /** each attempt, as it goes out */
  readonly onRequest: (call: string) => void;
  /** a wait before the next attempt */
  readonly onWait: (call: string, ms: number) => void;
}

/** After a 429 that does not say how long: PostHog always does, what stands before it may not. */
const UNTOLD_PAUSE_MS = 5000;

export function createTransport(options: TransportOptions): Transport {
  const { connection, projectId, mode, clock, bucket, retries } = options;
  const turnstile = createTurnstile(options);
  const project = new URL(`/api/projects/${projectId}/`, connection.origin);

  async function send(
    method: Outgoing["method"],
    path: string,
    body?: unknown,
  ): Promise<Result<RawAnswer, ServiceFault>> {
    const url = new URL(path, project);
    const outgoing: Outgoing = { method, url, ...(body !== undefined && { body }) };
    const call = nameOf(outgoing);
    const isBelow = url.origin === project.origin && url.pathname.startsWith(project.pathname);
    const access = isBelow ? accessOf(mode, method, url.pathname.slice(project.pathname.length)) : undefined;
    if (access === undefined) return err({ kind: "forbidden-call", call });
    return repeat(call, access, async () => {
      const left = await turnstile.pass(access, () => attempted(call, outgoing));
      return left.ok
        ? left.value
        : err({ fault: { kind: "transport", call, detail: left.error }, retryAfterMs: undefined });
    });
  }

  async function repeat(
    call: string,
    access: Access,
    once: () => Promise<Result<RawAnswer, Failure>>,
  ): Promise<Result<RawAnswer, ServiceFault>> {
    for (let made = 1; ; made++) {
      const result = await once();
      if (result.ok) return result;
      const { fault } = result.error;
      const delay = retryDelayMs(result.error, made, { access, retries, jitter: options.random() });
      if (delay === undefined) return err(fault);
      options.onWait(call, delay);
      if (!(await waitUntil(clock.now() + delay))) return err(fault);
    }
  }

  async function attempted(call: string, outgoing: Outgoing): Promise<Result<RawAnswer, Failure>> {
    options.onRequest(call);
    const result = await attempt(connection, outgoing);
    // The server counts per key, so whoever is told to wait waits for all: before the next one gets this place.
    if (isThrottled(result)) bucket.pause(clock.now() + (result.error.retryAfterMs ?? UNTOLD_PAUSE_MS));
    return result;
  }

  /** false: the clock ended the wait early, because a stop was asked for */
  async function waitUntil(time: number): Promise<boolean> {
    const left = time - clock.now();
    if (left > 0) await clock.sleep(left);
    return clock.now() >= time;
  }

  return { projectId, send, roomToWrite: () => turnstile.roomToWrite() };
}

const isThrottled = (result: Result<RawAnswer, Failure>): result is { readonly ok: false; readonly error: Failure } =>
  !result.ok && result.error.fault.kind === "status" && result.error.fault.status === 429;
