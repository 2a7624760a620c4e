import { describe, expect, it } from "vitest";
import type { LiveState } from "../../../src/model/live.js";
import { NO_PROBES } from "../../../src/model/probe-plan.js";
import type { ProbePlan } from "../../../src/model/probe-plan.js";
import { client, calls, document, KEYS, range, sandbox, schemaId, sourceId } from "./support.js";

const offersOf = (...tables: readonly number[]) =>
  tables.map((table) => ({ source_id: sourceId(0), schema_id: schemaId(0, table) }));

interface Probed {
  readonly live: LiveState;
  /** the calls after the snapshot was read */
  readonly asked: readonly string[];
}

async function probe(
  plan: Partial<ProbePlan>,
  { key = KEYS.full, state = document({ sources: 1, tables: 6 }), intercept = undefined as Intercept } = {},
): Promise<Probed> {
  const server = await sandbox({ document: state, ...(intercept && { intercept }) });
  const posthog = client(server.url, { mode: "read", key });
  const live = await posthog.readLive([{ by: "id", id: sourceId(0) }]);
  if (!live.ok) throw new Error(JSON.stringify(live.error));
  const before = server.exchanges.length;
  const probed = await posthog.probe(live.value, { ...NO_PROBES, ...plan });
  return { live: probed, asked: calls(server.exchanges.slice(before)) };
}
type Intercept = Parameters<typeof sandbox>[0]["intercept"];

const tables = ({ live }: Probed) => live.sources[0]?.tables ?? [];

describe("a plan without probes", () => {
  it("asks nothing and leaves everything not read", async () => {
    const probed = await probe({});

    expect(probed.asked).toEqual([]);
    expect(probed.live.key_can_write).toBeNull();
    expect(tables(probed).every(({ offer, jobs }) => offer.state === "not-read" && jobs.state === "not-read")).toBe(
      true,
    );
  });
});

describe("offers", () => {
  it("are asked once per table named, and tell that the key can write", async () => {
    const probed = await probe({ offers: offersOf(0, 3, 5) });

    expect(probed.asked.toSorted()).toEqual(
      [0, 3, 5].map((table) => `POST external_data_schemas/${schemaId(0, table)}/incremental_fields/`),
    );
    expect(tables(probed).map(({ offer }) => offer.state)).toEqual([
      "read",
      "not-read",
      "not-read",
      "read",
      "not-read",
      "read",
    ]);
    expect(tables(probed)[0]?.offer).toMatchObject({
      value: {
        incremental_fields: [{ field: "id", field_type: "integer", is_indexed: true }],
        incremental_available: true,
        append_available: false,
        detected_primary_keys: ["id"],
        available_columns: ["id"],
      },
    });
    expect(probed.live.key_can_write).toBe(true);
  });

  it("stop at the first refusal for scope, which all others would get as well", async () => {
    const cdc_prerequisites = [{ source_id: sourceId(0), cdc: { management_mode: "posthog" } as const }];

    const probed = await probe({ offers: offersOf(0, 1, 2, 3, 4), cdc_prerequisites }, { key: KEYS.read });

    expect(probed.asked).toHaveLength(1);
    expect(probed.live.key_can_write).toBe(false);
    expect(tables(probed).map(({ offer }) => offer)).toEqual([
      ...range(5).map(() => expect.objectContaining({ state: "refused", reason: "scope" })),
      { state: "not-read" },
    ]);
    expect(probed.live.sources[0]?.cdc.prerequisites).toMatchObject({ state: "refused", reason: "scope" });
  });

  it("report an unreachable source without its words", async () => {
    const state = document({ sources: 1, tables: 1 });
    const [source] = state.sources;
    if (source !== undefined) source.live_source.credentials_error = "password hunter2 is wrong for sam@db.example";

    const probed = await probe({ offers: offersOf(0) }, { state });

    expect(tables(probed)[0]?.offer).toMatchObject({ state: "refused", reason: "source-error" });
    expect(JSON.stringify(probed.live)).not.toMatch(/hunter2|db\.example/);
    expect(probed.live.key_can_write).toBe(true);
  });

  it("tell a source that PostHog manages apart from one that fails", async () => {
    const state = document({ sources: 1, tables: 1 });
    const [source] = state.sources;
    Object.assign(source ?? {}, { system_managed: true });

    const probed = await probe({ offers: offersOf(0) }, { state });

    expect(tables(probed)[0]?.offer).toMatchObject({ state: "refused", reason: "managed" });
  });

  it("that fail leave the others alone and tell nothing of the key", async () => {
    const failing = schemaId(0, 0);
    const probed = await probe(
      { offers: offersOf(0, 1) },
      {
        intercept: ({ path }) => (path.includes(failing) ? { kind: "status", status: 500, when: "before" } : undefined),
      },
    );

    expect(tables(probed)[0]?.offer).toMatchObject({ state: "refused", reason: "failed" });
    expect(tables(probed)[1]?.offer).toMatchObject({ state: "read" });
  });
});

describe("what a source takes", () => {
  it("is read beside one of its tables, with a key that only reads", async () => {
    const state = document({ sources: 1, tables: 2 });
    Object.assign(state.sources[0]?.capabilities ?? {}, { supported_api_versions: ["2026-02-25"] });

    const probed = await probe(
      { traits: [{ source_id: sourceId(0), schema_id: schemaId(0, 1) }] },
      { key: KEYS.read, state },
    );

    expect(probed.asked).toEqual([`GET external_data_schemas/${schemaId(0, 1)}/`]);
    expect(probed.live.sources[0]?.traits).toEqual({
      state: "read",
      value: { supports_row_filters: false, supported_api_versions: ["2026-02-25"] },
    });
  });
});

describe("CDC and webhook", () => {
  it("are asked once per source", async () => {
    const id = sourceId(0);

    const probed = await probe({
      cdc_status: [id],
      cdc_prerequisites: [{ source_id: id, cdc: { management_mode: "self_managed", slot_name: "warehog" } }],
      webhook_info: [id],
    });

    expect(probed.asked.toSorted()).toEqual([
      `GET external_data_sources/${id}/cdc_status/`,
      `GET external_data_sources/${id}/webhook_info/`,
      `POST external_data_sources/${id}/check_cdc_prerequisites_for_source/`,
    ]);
    expect(probed.live.sources[0]).toMatchObject({
      cdc: {
        status: { state: "read", value: { enabled: false, slot_exists: null } },
        prerequisites: { state: "read", value: ["wal_level is replica"] },
      },
      webhook: { state: "read", value: { supports_webhooks: false, exists: false } },
    });
  });

  it("send slot and publication as they are declared", async () => {
    const bodies: unknown[] = [];
    const cdc = { management_mode: "self_managed", slot_name: "s", publication_name: "p" } as const;

    await probe(
      { cdc_prerequisites: [{ source_id: sourceId(0), cdc }] },
      { intercept: ({ method, body }) => void (method === "POST" && bodies.push(body)) },
    );

    expect(bodies).toEqual([{ cdc_management_mode: "self_managed", cdc_slot_name: "s", cdc_publication_name: "p" }]);
  });
});

const run = (table: number, minute: number) => ({
  id: `0199c0de-0009-7000-8000-${String(table * 1000 + minute).padStart(12, "0")}`,
  schema_id: schemaId(0, table),
  status: "Completed",
  created_at: new Date(Date.parse("2026-09-01T00:00:00Z") + minute * 60_000).toISOString(),
});
const withRuns = (...runs: readonly object[]) => {
  const state = document({ sources: 1, tables: 6 });
  state.sources[0]?.jobs.push(...runs);
  return state;
};

describe("runs", () => {
  it("of several tables come in one call, each with its own", async () => {
    const probed = await probe(
      { jobs: [{ source_id: sourceId(0), tables: ["t0", "t2"] }] },
      { state: withRuns(run(0, 1), run(2, 2), run(0, 3), run(1, 4)) },
    );

    expect(probed.asked).toEqual([`GET external_data_sources/${sourceId(0)}/jobs/?schemas=t0&schemas=t2`]);
    expect(
      tables(probed).map(({ jobs }) => (jobs.state === "read" ? jobs.value.map(({ id }) => id) : jobs.state)),
    ).toEqual([[run(0, 3).id, run(0, 1).id], "not-read", [run(2, 2).id], "not-read", "not-read", "not-read"]);
  });

  it("of a quiet table are found behind a hundred of a busy one", async () => {
    const busy = range(100).map((n) => run(0, 100 + n));

    const probed = await probe(
      { jobs: [{ source_id: sourceId(0), tables: ["t0", "t1", "t2"] }] },
      { state: withRuns(run(1, 5), ...busy) },
    );

    expect(probed.asked).toHaveLength(2);
    expect(tables(probed)[1]?.jobs).toMatchObject({ value: [{ id: run(1, 5).id }] });
    expect(tables(probed)[2]?.jobs).toEqual({ state: "read", value: [] });
  });

  it("of many tables are asked for in pieces that fit into an address", async () => {
    const names = range(120).map((n) => `t${n}`);

    const probed = await probe(
      { jobs: [{ source_id: sourceId(0), tables: names }] },
      { state: document({ sources: 1, tables: 120 }) },
    );

    expect(probed.asked.map((call) => call.split("schemas=").length - 1)).toEqual([50, 50, 20]);
  });
});
