import type { RestOperation } from "./routes/all.js";

/** A call that can be brought into trouble. */
export type Call = RestOperation | "graphql" | "CreateArtifact" | "FinalizeArtifact";

export interface Trouble {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What goes wrong, and how often. */
export interface Troubles {
  /** `GITHUB_TOKEN` has no permission, until `allow` */
  forbid(call: Call): void;
  allow(call: Call): void;
  /** asked too often: `times` answers are 429 */
  limit(call: Call, options: { readonly retryAfter: number; readonly times?: number }): void;
  /** `times` answers are an error of the server; the request has done nothing */
  fail(call: Call, options?: { readonly status?: number; readonly message?: string; readonly times?: number }): void;
}

export interface Board extends Troubles {
  /** takes the next trouble of a call */
  next(call: Call): Trouble | undefined;
}

const FORBIDDEN: Trouble = { status: 403, message: "Resource not accessible by integration" };

export function troubles(): Board {
  const forbidden = new Set<Call>();
  const coming = new Map<Call, Trouble[]>();
  const add = (call: Call, times: number, trouble: Trouble): void => {
    coming.set(call, [...(coming.get(call) ?? []), ...Array.from({ length: times }, () => trouble)]);
  };
  return {
    forbid: (call) => void forbidden.add(call),
    allow: (call) => void forbidden.delete(call),
    limit: (call, { retryAfter, times = 1 }) =>
      add(call, times, {
        status: 429,
        message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
        headers: { "retry-after": String(retryAfter) },
      }),
    fail: (call, { status = 502, message = "Server Error", times = 1 } = {}) => add(call, times, { status, message }),
    next: (call) => (forbidden.has(call) ? FORBIDDEN : coming.get(call)?.shift()),
  };
}
