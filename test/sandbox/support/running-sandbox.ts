import { afterEach } from "vitest";
import { startSandbox, type Sandbox, type SandboxOptions } from "../../../src/sandbox/start.js";
import type { StateDocument, Effect } from "../../../src/sandbox/state.js";

export interface Answer<Body> {
  readonly status: number;
  /** Decoded JSON, taken for what the caller says it is; undefined for an empty body. */
  readonly body: Body;
  readonly headers: Headers;
}

export interface Client {
  readonly sandbox: Sandbox;
  /** `path` stands below `/api/projects/1/`, or starts with a slash. */
  readonly call: <Body = unknown>(method: string, path: string, options?: CallOptions) => Promise<Answer<Body>>;
  readonly state: () => StateDocument & { readonly effects: readonly Effect[] };
}

interface CallOptions {
  /** null: none at all. */
  readonly key?: string | null;
  readonly body?: unknown;
}

const open: Sandbox[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

/** A sandbox that is closed after the test, with a client whose key may do everything. */
export async function aSandbox(document: unknown, options: Omit<SandboxOptions, "document"> = {}): Promise<Client> {
  const sandbox = await startSandbox({ document, ...options });
  open.push(sandbox);
  return {
    sandbox,
    state: () => JSON.parse(JSON.stringify(sandbox.state())),
    call: async (method, path, { key = "phx_full", body } = {}) => {
      const response = await fetch(new URL(path.startsWith("/") ? path : `/api/projects/1/${path}`, sandbox.url), {
        method,
        headers: key === null ? {} : { authorization: `Bearer ${key}` },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        body: text === "" ? undefined : JSON.parse(text),
        headers: response.headers,
      };
    },
  };
}

/** A clock that stands still until it is told to go on. It starts at 2026-10-01T00:00:00Z. */
export function aClock(): { now(): number; advance(seconds: number): void } {
  let now = Date.parse("2026-10-01T00:00:00Z");
  return {
    now: () => now,
    advance: (seconds) => {
      now += seconds * 1000;
    },
  };
}
