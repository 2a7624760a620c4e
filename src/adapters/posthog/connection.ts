import { Agent, request } from "undici";
import type { Dispatcher } from "undici";
import type { ServiceFault } from "../../model/fault.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { faultOf } from "./faults.js";
import { retryAfterMs } from "./retry.js";
import type { Failure } from "./retry.js";
import type { Secret } from "./secret.js";
import { troubleOf } from "./trouble.js";

export interface Connection {
  readonly origin: URL;
  readonly key: Secret;
  readonly userAgent: string;
  readonly timeoutMs: number;
  readonly dispatcher: Dispatcher;
}

/** One call, its URL already resolved against the connection's origin. */
export interface Outgoing {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly url: URL;
  readonly body?: unknown;
}

export interface RawAnswer {
  readonly call: string;
  readonly text: string;
  /** Date header, Unix ms */
  readonly serverTime: number;
}

interface DispatcherSettings {
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
}

/** Shorter than the overall timeout, so that "never reached the server" is told from "no answer". */
const LONGEST_CONNECT_MS = 10_000;

/** Pipelining gains nothing on PostHog and turns one slow answer into many. A proxy named by the environment is not used. */
export const createDispatcher = ({ concurrency, timeoutMs, maxAnswerBytes }: DispatcherSettings): Agent =>
  new Agent({
    connections: concurrency,
    pipelining: 1,
    connect: { timeout: Math.min(timeoutMs, LONGEST_CONNECT_MS) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: maxAnswerBytes,
  });

/** How a call is named to people: no host, query or key, because these texts reach pull requests. */
export const nameOf = ({ method, url }: Pick<Outgoing, "method" | "url">): string => `${method} ${url.pathname}`;

const fail = (fault: ServiceFault, retryAfter?: number) => err({ fault, retryAfterMs: retryAfter });

/** One attempt. A redirect is not followed but a fault: the key must never reach another host. */
export async function attempt(connection: Connection, outgoing: Outgoing): Promise<Result<RawAnswer, Failure>> {
  const call = nameOf(outgoing);
  const { method, url, body } = outgoing;
  let response: Dispatcher.ResponseData;
  let text: string;
  try {
    // Input and output only: a bug in a decoder must not look like a failing network.
    response = await request(url, {
      method,
      dispatcher: connection.dispatcher,
      signal: AbortSignal.timeout(connection.timeoutMs),
      headers: {
        accept: "application/json",
        authorization: `Bearer ${connection.key.reveal()}`,
        "user-agent": connection.userAgent,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    text = await response.body.text(); // read on failure too, or the socket is not used again
  } catch (cause) {
    const detail = troubleOf(cause);
    return fail(detail === "too-large" ? { kind: "shape", call, detail } : { kind: "transport", call, detail });
  }
  const serverTime = Date.parse(String(response.headers.date));
  if (response.statusCode < 200 || response.statusCode > 299) {
    const asked = retryAfterMs(response.headers["retry-after"]?.toString(), serverTime);
    return fail(faultOf(call, response.statusCode, text), asked);
  }
  // A framework may call even an empty answer HTML.
  if (text.trim() !== "" && /^text\/html\b/i.test(String(response.headers["content-type"])))
    return fail({ kind: "shape", call, detail: "html" });
  return Number.isNaN(serverTime) ? fail({ kind: "shape", call, detail: "no-date" }) : ok({ call, text, serverTime });
}
