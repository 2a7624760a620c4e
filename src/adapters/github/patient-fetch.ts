import type { Clock } from "../../executor/ports.js";
import { limitOf, retryDelayMs } from "./retry.js";
import type { Attempt } from "./retry.js";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

interface Patience {
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** a wait before the next attempt */
  readonly onWait: (call: string, ms: number) => void;
}

const REPEATABLE: readonly string[] = ["GET", "PATCH", "PUT", "DELETE"];

/**
 * Tries again what may be tried again. The last answer or failure is handed on as it is.
 *
 * Octokit's own plugins for this wait on the machine's clock and space writes out by seconds.
 */
export const patientFetch =
  (fetch: Fetch, { clock, timeoutMs, onWait }: Patience): Fetch =>
  async (url, init) => {
    const { pathname } = new URL(url);
    const method = init.method ?? "GET";
    const repeatable = REPEATABLE.includes(method) || pathname.endsWith("/graphql"); // only questions go there
    for (let made = 1; ; made++) {
      const [outcome, failed] = await attempt(() => fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) }));
      const delay = failed === undefined ? undefined : retryDelayMs(failed, made, repeatable);
      if (delay === undefined) return outcome();
      onWait(`${method} ${pathname}`, delay);
      const end = clock.now() + delay;
      await clock.sleep(delay);
      if (clock.now() < end) return outcome(); // a stop was asked for
    }
  };

/** The answer or exception to hand on, and what speaks for another attempt. */
async function attempt(send: () => Promise<Response>): Promise<readonly [() => Response, Attempt | undefined]> {
  let response: Response;
  try {
    response = await send();
  } catch (cause) {
    const rethrow = (): never => {
      throw cause;
    };
    return [rethrow, { kind: "lost" }];
  }
  const failed: Attempt | undefined = response.status >= 500 ? { kind: "lost" } : await limit(response);
  return [() => response, failed];
}

const limit = async (response: Response): Promise<Attempt | undefined> =>
  response.status === 403 || response.status === 429
    ? limitOf(response.status, response.headers, await response.clone().text())
    : undefined;
