import type { ServiceFault } from "../../model/fault.js";
import { assertNever, InvariantError } from "../../model/result.js";
import type { Access } from "./allow-list.js";

/** One failed attempt. */
export interface Failure {
  readonly fault: ServiceFault;
  /** what the answer's Retry-After asks for */
  readonly retryAfterMs: number | undefined;
}

export interface RetryPolicy {
  readonly access: Access;
  /** attempts after the first */
  readonly retries: number;
  /** 0 up to 1: spreads clients that failed together */
  readonly jitter: number;
}

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;

/**
 * How long to wait before the next attempt, or undefined to give up.
 *
 * @param failure  the last failure
 * @param attempt  attempts made so far; counts from 1
 * @returns milliseconds. A valid Retry-After wins over the back-off and is never shortened: the number of attempts is what is limited.
 * @throws {InvariantError} if `attempt` is below 1: a bug in the caller
 * @see RFC 9110, 10.2.3 (Retry-After)
 */
export function retryDelayMs(failure: Failure, attempt: number, policy: RetryPolicy): number | undefined {
  if (attempt < 1) throw new InvariantError(`attempts count from 1, not ${attempt}`);
  if (attempt > policy.retries || !mayRepeat(failure.fault, policy.access)) return undefined;
  const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** (attempt - 1), LONGEST_BACKOFF_MS);
  return failure.retryAfterMs ?? backoff * (0.5 + policy.jitter / 2);
}

/**
 * A write is never sent again from here. One that got a 429 was not carried out, but by when it may be sent the look that it
 * rests upon is old; after any other failure only reading back tells what happened.
 */
function mayRepeat(fault: ServiceFault, access: Access): boolean {
  if (access === "write") return false;
  switch (fault.kind) {
    case "status":
      return fault.status === 429 || fault.status >= 500;
    case "transport":
      return fault.detail !== "tls" && fault.detail !== "interrupted";
    case "shape":
    case "forbidden-call":
    case "secret-missing":
      return false;
    default:
      return assertNever(fault);
  }
}

/**
 * The wait that a Retry-After header asks for, in ms; undefined where there is none or it means nothing.
 *
 * @param answeredAtMs time of the answer by the server's own clock, because the header may hold a date
 */
export function retryAfterMs(header: string | undefined, answeredAtMs: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  // Date.parse alone takes almost anything for a date: "-3" is a day in 2001.
  const wait = (header.endsWith("GMT") ? Date.parse(header) : Number.NaN) - answeredAtMs;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
