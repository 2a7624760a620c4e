import { onTestFinished } from "vitest";
import type { ConnectOptions, PostHog } from "../../../src/adapters/posthog/client.js";
import { connect } from "../../../src/adapters/posthog/client.js";
import type { Clock } from "../../../src/executor/ports.js";
import type { ServiceFault } from "../../../src/model/fault.js";
import { startSandbox } from "../../../src/sandbox/start.js";
import type { Sandbox, SandboxOptions } from "../../../src/sandbox/start.js";
import { answer } from "../../support/http.js";

export interface FakeClock extends Clock {
  /** every sleep that was asked for, in ms */
  readonly slept: readonly number[];
}

/** Time passes only by sleeping, and at once: as soon as nothing else is to do, the sleeper that is due first wakes up. */
export function fakeClock(start = Date.parse("2026-10-01T12:00:00Z")): FakeClock {
  let now = start;
  const slept: number[] = [];
  const sleepers: { readonly due: number; readonly wake: () => void }[] = [];
  const wakeFirst = (): void => {
    const first = sleepers.toSorted((a, b) => a.due - b.due)[0];
    if (first === undefined) return;
    sleepers.splice(sleepers.indexOf(first), 1);
    now = Math.max(now, first.due);
    first.wake();
  };
  return {
    slept,
    now: () => now,
    sleep: (ms) =>
      new Promise((wake) => {
        slept.push(ms);
        sleepers.push({ due: now + ms, wake });
        setImmediate(wakeFirst);
      }),
  };
}

export interface ManualClock extends Clock {
  /** how many sleep */
  waiting(): number;
  advance(ms: number): void;
}

/** Time passes when the test says so. */
export function manualClock(): ManualClock {
  let now = 0;
  let sleepers: { readonly due: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms) => new Promise((wake) => void sleepers.push({ due: now + ms, wake })),
    waiting: () => sleepers.length,
    advance(ms) {
      now += ms;
      const awake = sleepers.filter(({ due }) => due <= now);
      sleepers = sleepers.filter(({ due }) => due > now);
      for (const { wake } of awake) wake();
    },
  };
}

export const KEY = "phx_7Qm3kLw9TzReal0Key";

/** A client in write mode of project 1, closed when the test is finished. Its jitter is none: half of the full back-off. */
export function client(host: string, options: Partial<ConnectOptions> = {}): PostHog {
  const connected = connect({
    host,
    projectId: 1,
    key: KEY,
    mode: "write",
    version: "9.9.9",
    clock: fakeClock(),
    random: () => 0,
    ...options,
  });
  if (!connected.ok) throw new Error(connected.error.message);
  onTestFinished(() => connected.value.close());
  return connected.value;
}

export const TABLE = { id: "t", name: "orders", should_sync: true };
export const table = answer(200, TABLE);

/** What a read of one table ends with. */
export async function readFault(posthog: PostHog): Promise<ServiceFault | undefined> {
  const result = await posthog.warehouse.readTable("t");
  return result.ok ? undefined : result.error;
}

const id = (kind: number, n: number): string => `0199c0de-000${kind}-7000-8000-${String(n).padStart(12, "0")}`;
export const sourceId = (n: number): string => id(1, n);
export const schemaId = (source: number, n: number): string => id(2, source * 10_000 + n);

export const KEYS = { full: "phx_full_Aa1", write: "phx_write_Bb2", read: "phx_read_Cc3", other: "phx_other_Dd4" };

/** A state document: `sources` Postgres sources, named p0, p1, …, with tables t0, t1, … that their databases know too. */
export const document = ({ sources, tables }: { readonly sources: number; readonly tables: number }) => ({
  version: 1,
  projects: [{ id: 1 }, { id: 2 }],
  api_keys: [
    { value: KEYS.full, scopes: ["*"] },
    { value: KEYS.write, scopes: ["external_data_source:write"], projects: [1] },
    { value: KEYS.read, scopes: ["external_data_source:read"], projects: [1] },
    { value: KEYS.other, scopes: ["insight:read"] },
  ],
  server: { now: "2026-10-01T12:00:00Z" },
  sources: range(sources).map((s) => ({
    id: sourceId(s),
    source_type: "Postgres",
    prefix: `p${s}_`,
    job_inputs: { host: "db.example" },
    capabilities: { supports_cdc: true, detects_primary_keys: true },
    schemas: range(tables).map((t) => ({
      id: schemaId(s, t),
      name: `t${t}`,
      sync_type: "full_refresh",
      schedule: { paused: false, every_seconds: 21_600 },
    })),
    jobs: [] as object[],
    live_source: {
      credentials_error: null as string | null,
      tables: range(tables).map((t) => ({
        name: `t${t}`,
        columns: [{ name: "id", data_type: "bigint" }],
        primary_keys: ["id"],
        incremental_fields: [{ label: "id", type: "integer", field: "id", field_type: "integer", is_indexed: true }],
        supports_incremental: true,
      })),
      cdc: { prerequisite_errors: ["wal_level is replica"] },
    },
  })),
});

export const range = (length: number): readonly number[] => Array.from({ length }, (_, n) => n);

export async function sandbox(options: SandboxOptions): Promise<Sandbox> {
  const started = await startSandbox(options);
  onTestFinished(() => started.close());
  return started;
}

/** What a server saw, as `METHOD path?query` below the project. */
export const calls = (exchanges: Sandbox["exchanges"]): readonly string[] =>
  exchanges.map(
    ({ method, path, query }) => `${method} ${path.replace("/api/projects/1/", "")}${query === "" ? "" : `?${query}`}`,
  );
