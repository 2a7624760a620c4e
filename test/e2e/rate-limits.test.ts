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
import { liveOrders, orders } from "../support/shop.js";
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

const LATENCY_MS = 100;
const RUN_SECONDS = { start_seconds: 1, base_seconds: 60 };
const range = (length: number): readonly number[] => Array.from({ length }, (_, n) => n);
const uuid = (kind: string, n: number): string => `0199${kind}-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
const nameOf = (n: number): string => `public.t${n}`;

const documentOf = (sources: number, tables: readonly Change[]) => ({
  version: 1,
  api_keys: [{ value: KEY, scopes: ["*"] }],
  server: {
    auto_progress: true,
    rate_limits: { per_minute: 480, per_hour: 4800 },
    extensions: { runs: RUN_SECONDS },
  },
  sources: range(sources).map((s) => ({
    id: uuid("5000", s),
    source_type: "Postgres",
    prefix: `s${s}_`,
    job_inputs: { host: "db.example" },
    capabilities: { supports_cdc: true, detects_primary_keys: true },
    schemas: tables.map(({ before }, t) => orders({ id: uuid("cafe", s * 1000 + t), name: nameOf(t), ...before })),
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
async function world(sources: number, tables: readonly Change[]) {
  const network = await slowNetwork(LATENCY_MS);
  const { clock } = network;
  const sandbox = await startSandbox({ document: documentOf(sources, tables), clock });
  network.leadTo(sandbox.url);
  const connected = connect({ host: network.url, projectId: 1, key: KEY, mode: "write", version: "0", clock });
  if (!connected.ok) throw new Error(connected.error.message);
  const posthog = connected.value;
  onTestFinished(async () => {
    await posthog.close();
    await sandbox.close();
  });
  const journal = memoryJournal([]);
  const ground = { posthog, desired: desiredOf(sources, tables), journal };
  const plan = async () => {
    const planned = await livePlan(ground);
    if (!planned.ok) throw new Error(planned.error.message);
    return planned.value;
  };
  const events: ProgressEvent[] = [];
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
      progress: (event) => events.push(event),
      stop: { requested: false },
      wait: true,
    });
  };
  return { clock, network, sandbox, plan, carryOut, events };
}

/** Looks at a run until it has ended, the wait between two doubling from a second to a quarter of a minute. */
function looksAt(runSeconds: number): number {
  let looks = 1;
  for (let at = 0, wait = 1; at < runSeconds; at += wait, wait = Math.min(wait * 2, 15)) looks++;
  return looks;
}

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
   * another; every write; and for the runs, those of one source awaited together, the newest before and the looks until the end.
   */
  const runLooks = 1 + looksAt(RUN_SECONDS.start_seconds + RUN_SECONDS.base_seconds);
  const leastPlan = 1 + SOURCES * (1 + newCursor);
  const leastReads = SOURCES * (2 + newCursor * 3);
  const writes = SOURCES * (rescheduled + 2 * switchedOn + 2 * newCursor);
  const leastPolls = SOURCES * runLooks * (1 + newCursor);
  const least = leastPlan + leastReads + writes + leastPolls;

  it("is never throttled, and takes at most a tenth more requests than the least possible", async () => {
    const { sandbox, carryOut, clock, events } = await world(SOURCES, tables);
    const began = clock.now();

    const outcomes = await carryOut();

    expect(outcomes).toHaveLength(1000);
    expect(new Set(outcomes.map(({ state }) => state))).toEqual(new Set(["applied"]));
    expect(new Set(sandbox.exchanges.map(({ status }) => status))).toEqual(new Set([200]));
    expect(
      sandbox.exchanges.filter(({ method, path }) => method !== "GET" && !path.includes("incremental_fields")),
    ).toHaveLength(writes);
    expect(sandbox.exchanges.length).toBeLessThanOrEqual(1.1 * least);
    const forecasts = events.flatMap((event) => (event.kind === "forecast" ? [event] : []));
    expect(forecasts.length).toBeGreaterThan(3);
    expect(forecasts.every(({ done, leftMs }) => done < 1000 && leftMs < 2 * (clock.now() - began))).toBe(true);
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
