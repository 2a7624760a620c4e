import pLimit from "p-limit";
import type { Clock } from "../../executor/ports.js";
import type { ServiceFault } from "../../model/fault.js";
import { err } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { accessOf } from "./allow-list.js";
import type { Access, Mode } from "./allow-list.js";
import type { Bucket } from "./bucket.js";
import { attempt, nameOf } from "./connection.js";
import type { Connection, Outgoing, RawAnswer } from "./connection.js";
import { retryDelayMs } from "./retry.js";
import type { Failure } from "./retry.js";

/** Sends what the mode allows, in its turn, and again where that is safe. */
export interface Transport {
  readonly projectId: number;
  /** @param path below /api/projects/{id}/, with its query */
  send(method: Outgoing["method"], path: string, body?: unknown): Promise<Result<RawAnswer, ServiceFault>>;
}

export interface TransportOptions {
  readonly connection: Connection;
  readonly projectId: number;
  readonly mode: Mode;
  readonly clock: Clock;
  readonly bucket: Bucket;
  readonly concurrency: number;
  readonly retries: number;
  readonly random: () => number;
  /** each attempt, as it goes out */
  readonly onRequest: (call: string) => void;
  /** a wait before the next attempt */
  readonly onWait: (call: string, ms: number) => void;
}

export function createTransport(options: TransportOptions): Transport {
  const { connection, projectId, mode, clock, bucket, retries } = options;
  const limit = pLimit(options.concurrency);
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
    return repeat(call, access, () => limit(() => inTurn(call, outgoing)));
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

  async function inTurn(call: string, outgoing: Outgoing): Promise<Result<RawAnswer, Failure>> {
    do {
      if (!(await waitUntil(bucket.reserve(clock.now()))))
        return err({ fault: { kind: "transport", call, detail: "interrupted" }, retryAfterMs: undefined });
    } while (clock.now() < bucket.pausedUntil()); // a pause began while this call waited: its place is gone
    options.onRequest(call);
    const result = await attempt(connection, outgoing);
    // The server counts per key, so whoever is told to wait waits for all: before the next one gets this place.
    if (isThrottled(result)) bucket.pause(clock.now() + (result.error.retryAfterMs ?? 0));
    return result;
  }

  /** false: the clock ended the wait early, because a stop was asked for */
  async function waitUntil(time: number): Promise<boolean> {
    const left = time - clock.now();
    if (left > 0) await clock.sleep(left);
    return clock.now() >= time;
  }

  return { projectId, send };
}

const isThrottled = (result: Result<RawAnswer, Failure>): result is { readonly ok: false; readonly error: Failure } =>
  !result.ok && result.error.fault.kind === "status" && result.error.fault.status === 429;
