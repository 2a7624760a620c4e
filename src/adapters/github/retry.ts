/** A failed attempt, as far as waiting is concerned. */
export type Attempt =
  /** asked too often, so nothing was done; null: GitHub does not say how long to wait */
  | { readonly kind: "limited"; readonly waitMs: number | null }
  /** an error of the server or no answer at all: a write may have been done */
  | { readonly kind: "lost" };

const RETRIES = 3;
const FIRST_BACKOFF_MS = 1000;
/** "At least a minute", where GitHub names no time. */
const UNTOLD_LIMIT_MS = 60_000;
/** A job should end with a reason rather than sit out the hour's quota. */
const LONGEST_WAIT_MS = 15 * 60_000;

/**
 * How long to wait before the next attempt, or undefined to give up.
 *
 * @param attempt     attempts made so far; counts from 1
 * @param repeatable  doing it twice does no more than doing it once
 */
export function retryDelayMs(failed: Attempt, attempt: number, repeatable: boolean): number | undefined {
  if (attempt > RETRIES) return undefined;
  switch (failed.kind) {
    case "limited": {
      const delay = failed.waitMs ?? UNTOLD_LIMIT_MS * 2 ** (attempt - 1);
      return delay > LONGEST_WAIT_MS ? undefined : delay;
    }
    case "lost":
      return repeatable ? FIRST_BACKOFF_MS * 2 ** (attempt - 1) : undefined;
  }
}

/**
 * Whether GitHub refused because of its limits, and how long it asks to wait, in ms; undefined: it is another answer.
 *
 * @param text  of the body: a 403 is a limit only if it says so
 */
export function limitOf(status: number, headers: Headers, text: string): Attempt | undefined {
  const isUsedUp = headers.get("x-ratelimit-remaining") === "0";
  const after = headers.get("retry-after");
  const isLimit = status === 429 || (status === 403 && (isUsedUp || after !== null || /\brate limit\b/i.test(text)));
  if (!isLimit) return undefined;
  if (after !== null && /^\d+$/.test(after)) return { kind: "limited", waitMs: Number(after) * 1000 };
  // Both times are GitHub's own, so no clock of ours decides; a second more, because both are cut to seconds.
  const reset = Number(headers.get("x-ratelimit-reset")) * 1000 - Date.parse(headers.get("date") ?? "") + 1000;
  return { kind: "limited", waitMs: isUsedUp && Number.isFinite(reset) ? Math.max(0, reset) : null };
}
