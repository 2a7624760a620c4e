import { describe, expect, it, onTestFinished } from "vitest";
import { connect } from "../../src/adapters/posthog/client.js";
import { livePlan, replanUpon } from "../../src/commands/live-plan.js";
import { memoryJournal } from "../../src/commands/memory-journal.js";
import { apply } from "../../src/executor/apply.js";
import type { DesiredState } from "../../src/model/desired.js";
import type { ProgressEvent } from "../../src/model/progress.js";
import type { DeclaredSettings } from "../../src/model/settings.js";
import { covers } from "../../src/planner/covers.js";
import { startSandbox } from "../../src/sandbox/start.js";
import { aDesiredSource, aDesiredTable } from "../support/change.js";
import { aDesiredState } from "../support/planned.js";
import { job, liveOrders, orders } from "../support/shop.js";
import { slowNetwork } from "../support/slow-network.js";
import { KEY } from "../support/workspace.js";

type Members = Readonly<Record<string, unknown>>;

interface Change {
  readonly declared: DeclaredSettings;
  readonly before?: Members;
}

/** What becomes of a table: another schedule, its rows for the first time in a while, all its rows anew. */
const RESCHEDULED: Change = { declared: { sync_frequency: "1hour" } };
const SWITCHED_ON: Change = { declared: { should_sync: true }, before: { should_sync: false } };
const NEW_CURSOR: Change = { declared: { incremental_field: "id", incremental_field_type: "integer" } };

const HOUR_MS = 3_600_000;
const LATENCY_MS = 100;
const RUN_SECONDS = { start_seconds: 1, base_seconds: 60 };
const range = (length: number): readonly number[] => Array.from({ length }, (_, n) => n);
const uuid = (kind: string, n: number): string => `0199${kind}-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
const nameOf = (n: number): string => `public.t${n}`;

const after = (at: unknown, seconds: number): string => new Date(Date.parse(String(at)) + seconds * 1000).toISOString();

/** What PostHog publishes for a personal key. */
const PUBLISHED = { perMinute: 480, perHour: 4800 };

const documentOf = (sources: number, tables: readonly Change[], { perMinute, perHour }: typeof PUBLISHED) => ({
  version: 1,
  api_keys: [{ value: KEY, scopes: ["*"] }],
  server: {
    auto_progress: true,
    rate_limits: { per_minute: perMinute, per_hour: perHour },
    extensions: { runs: RUN_SECONDS },
  },
  sources: range(sources).map((s) => ({
    id: uuid("5000", s),
    source_type: "Postgres",
    prefix: `s${s}_`,
    job_inputs: { host: "db.example" },
    capabilities: { supports_cdc: true, detects_primary_keys: true },
    schemas: tables.map(({ before }, t) => orders({ id: uuid("cafe", s * 1000 + t), name: nameOf(t), ...before })),
    jobs: tables.map((_, t) =>
      job({
        id: uuid("c0de", s * 1000 + t),
        schema_id: uuid("cafe", s * 1000 + t),
        finished_at: after(job()["created_at"], RUN_SECONDS.base_seconds),
      }),
    ),
    live_source: { tables: tables.map((_, t) => liveOrders({ name: nameOf(t) })) },
  })),
});

const desiredOf = (sources: number, tables: readonly Change[]): DesiredState => ({
  ...aDesiredState([], { policy: { destructive: { max_tables: sources * tables.length, max_rows: 1e9 } } }),
  sources: range(sources).map((s) =>
    aDesiredSource({
      key: `s${s}`,
      selector: { by: "type", source_type: "Postgres", prefix: `s${s}_` },
      tables: tables.map(({ declared }, t) => aDesiredTable(declared, { name: nameOf(t) })),
    }),
  ),
});

/** The production client against a sandbox with the published limits, and a clock on which each call takes its time. */
async function world(sources: number, tables: readonly Change[], limits = PUBLISHED) {
  const network = await slowNetwork(LATENCY_MS);
  const { clock } = network;
  const sandbox = await startSandbox({ document: documentOf(sources, tables, limits), clock });
  network.leadTo(sandbox.url);
  const journal = memoryJournal([]);
  const sent: number[] = [];
  let mostOwed = 0;
  const connected = connect({
    host: network.url,
    projectId: 1,
    key: KEY,
    mode: "write",
    version: "0",
    clock,
    settings: { requestsPerMinute: limits.perMinute, requestsPerHour: limits.perHour },
    onRequest() {
      sent.push(clock.now());
      mostOwed = Math.max(mostOwed, journal.owed().length);
    },
  });
  if (!connected.ok) throw new Error(connected.error.message);
  const posthog = connected.value;
  onTestFinished(async () => {
    await posthog.close();
    await sandbox.close();
  });
  const ground = { posthog, desired: desiredOf(sources, tables), journal };
  const plan = async () => {
    const planned = await livePlan(ground);
    if (!planned.ok) throw new Error(planned.error.message);
    return planned.value;
  };
  const forecasts: { readonly at: number; readonly leftMs: number }[] = [];
  const hear = (event: ProgressEvent): void => {
    if (event.kind === "forecast") forecasts.push({ at: clock.now(), leftMs: event.leftMs });
  };
  const carryOut = async () => {
    const fresh = await plan();
    // Whoever approves has consented; a policy that counts consents is not what is tested here.
    const agreed = {
      ...ground,
      desired: {
        ...ground.desired,
        sources: ground.desired.sources.map((source) => ({
          ...source,
          tables: source.tables.map((table) => ({
            ...table,
            consent: fresh.plan.items
              .filter(({ address }) => address.endsWith(`/${source.key}/${table.name}`))
              .map(({ id, strategy }) => ({ id, reason: "agreed", at: table.at, ...(strategy && { strategy }) })),
          })),
        })),
      },
    };
    return apply({
      approved: fresh.plan.items,
      replan: replanUpon(agreed, fresh.live),
      covers,
      warehouse: posthog.warehouse,
      journal,
      clock,
      limits: posthog,
      progress: hear,
      stop: { requested: false },
      wait: true,
    });
  };
  return { clock, network, sandbox, plan, carryOut, forecasts, sent, mostOwed: () => mostOwed };
}

/** The most calls that left within any stretch of this length. */
const fullest = (sent: readonly number[], spanMs: number): number =>
  Math.max(...sent.map((from, index) => sent.slice(index).filter((time) => time < from + spanMs).length));

describe("an apply of a thousand changed tables under the published limits", () => {
  const SOURCES = 20;
  const [rescheduled, switchedOn, newCursor] = [44, 5, 1];
  const tables = [
    ...range(rescheduled).map(() => RESCHEDULED),
    ...range(switchedOn).map(() => SWITCHED_ON),
    ...range(newCursor).map(() => NEW_CURSOR),
  ];

  /**
   * The plan (a list, a retrieve a source, what the source offers to a new cursor), then for each source: one retrieve that
   * serves as the fresh look of all its tables and one as their read-back, but for the destructive items, which go one after
   * another; every write; and for the runs, those of one source awaited together, one look before and one at their end, as if
   * somebody knew when that will be.
   */
  const leastPlan = 1 + SOURCES * (1 + newCursor);
  const leastReads = SOURCES * (2 + newCursor * 3);
  const writes = SOURCES * (rescheduled + 2 * switchedOn + 2 * newCursor);
  const leastPolls = SOURCES * 2 * (1 + newCursor);
  const least = leastPlan + leastReads + writes + leastPolls;

  it("is never throttled, and takes at most a fifth more requests than the least possible", async () => {
    const { sandbox, carryOut, clock, network, forecasts, mostOwed } = await world(SOURCES, tables);
    const began = clock.now();

    const outcomes = await carryOut();

    expect(outcomes).toHaveLength(1000);
    expect(new Set(outcomes.map(({ state }) => state))).toEqual(new Set(["applied"]));
    expect(new Set(sandbox.exchanges.map(({ status }) => status))).toEqual(new Set([200]));
    expect(
      sandbox.exchanges.filter(({ method, path }) => method !== "GET" && !path.includes("incremental_fields")),
    ).toHaveLength(writes);
    expect(sandbox.exchanges.length).toBeLessThanOrEqual(1.2 * least);
    // What is held at one time is the work of the sources that are carried out at once, however many are still to come.
    expect(mostOwed()).toBeLessThanOrEqual(4 * tables.length);
    expect(network.mostAtOnce()).toBe(4);
    expect(forecasts.length).toBeGreaterThan(3);
    expect(forecasts.every(({ leftMs }) => leftMs < 2 * (clock.now() - began))).toBe(true);
  }, 60_000);
});

describe("an apply that takes more requests than an hour has", () => {
  const LIMITS = { perMinute: 60, perHour: 150 };
  const [SOURCES, TABLES] = [4, 100];

  it("fills its minutes and its hours, is never throttled, and says in time when it will be done", async () => {
    const { carryOut, clock, sandbox, forecasts, sent } = await world(
      SOURCES,
      range(TABLES).map(() => RESCHEDULED),
      LIMITS,
    );

    const outcomes = await carryOut();

    expect(new Set(outcomes.map(({ state }) => state))).toEqual(new Set(["applied"]));
    expect(new Set(sandbox.exchanges.map(({ status }) => status))).toEqual(new Set([200]));
    expect(fullest(sent, 60_000)).toBe(LIMITS.perMinute);
    // A third of so low a limit is kept for writes, so that looking cannot use it up.
    expect(fullest(sent, HOUR_MS)).toBeGreaterThan(0.75 * LIMITS.perHour);
    expect(fullest(sent, HOUR_MS)).toBeLessThanOrEqual(LIMITS.perHour);
    expect(forecasts.length).toBeGreaterThan(3);
    for (const { at, leftMs } of forecasts) {
      const left = clock.now() - at;
      expect(leftMs).toBeGreaterThan(left / 2);
      expect(leftMs).toBeLessThan(2 * left + 2 * HOUR_MS);
    }
  }, 60_000);
});

describe("a plan of 20 sources, each call of which takes 100 ms", () => {
  it("takes as long as its calls four at a time, after one probe that tells whether the key may make them", async () => {
    const { clock, network, sandbox, plan } = await world(20, [NEW_CURSOR, RESCHEDULED]);
    const began = clock.now();

    const { plan: planned } = await plan();

    expect(planned.items).toHaveLength(40);
    expect(sandbox.exchanges).toHaveLength(1 + 20 + 20);
    expect(network.mostAtOnce()).toBe(4);
    expect(clock.now() - began).toBe(LATENCY_MS * (1 + 20 / 4 + 1 + 20 / 4));
  });
});
