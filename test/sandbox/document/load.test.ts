import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { startSandbox } from "../../../src/sandbox/start.js";
import { aDocument, aJob, anId, aSchema, aSource, ORDERS, oneSchema, SOURCE } from "../support/documents.js";
import { aSandbox } from "../support/running-sandbox.js";

const shared = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../states/${name}.json`, import.meta.url), "utf8"));

interface Retrieved {
  readonly schemas: readonly unknown[];
}

describe("the state document", () => {
  it.each(["small", "acme"])("%s loads, and gives back a document that loads to the same state", async (name) => {
    const { sandbox, state } = await aSandbox(shared(name));
    const { effects, ...first } = state();

    sandbox.reset(first);

    expect(effects).toEqual([]);
    expect(state()).toEqual({ ...first, effects: [] });
  });

  it.each(["small", "acme"])("%s comes back with all it was given", async (name) => {
    const { state } = await aSandbox(shared(name));
    const { $schema: _, ...given } = shared(name);

    expect(state()).toMatchObject(given);
  });

  it("fills in every default of a document that names next to nothing", async () => {
    const { state } = await aSandbox({
      version: 1,
      sources: [
        {
          id: SOURCE,
          source_type: "Postgres",
          webhook: { id: anId(9) },
          schemas: [{ id: ORDERS, name: "orders", table: { id: anId(1), name: "postgres_orders" } }],
          jobs: [{ id: anId(2), schema_id: ORDERS, status: "Completed" }],
          live_source: { tables: [{ name: "orders", columns: [{ name: "id", data_type: "int" }] }] },
        },
      ],
    });

    await expect(`${JSON.stringify(state(), null, 2)}\n`).toMatchFileSnapshot("./every-default.json");
  });

  it("gives sources, schemas and jobs without a time one that is a minute later than the one before", async () => {
    const { state } = await aSandbox(
      aDocument([
        aSource([aSchema(), aSchema({ id: anId(1) })]),
        aSource([aSchema({ id: anId(2), created_at: "2026-05-05T00:00:00Z" }), aSchema({ id: anId(3) })], {
          id: anId(4),
        }),
      ]),
    );

    expect(state().sources.map((source) => source.created_at)).toEqual([
      "2026-01-01T00:00:00Z",
      "2026-01-01T00:01:00Z",
    ]);
    expect(state().sources.flatMap((source) => source.schemas.map((schema) => schema.created_at))).toEqual([
      "2026-01-01T00:00:00Z",
      "2026-01-01T00:01:00Z",
      "2026-05-05T00:00:00Z",
      "2026-01-01T00:03:00Z",
    ]);
  });

  it("keeps an interval that is null apart from one that is absent", async () => {
    const { state } = await aSandbox(
      aDocument([aSource([aSchema({ sync_frequency: null }), aSchema({ id: anId(1) })], { job_inputs: null })]),
    );

    expect(state().sources[0]?.schemas.map((schema) => schema.sync_frequency)).toEqual([null, "6hour"]);
    expect(state().sources[0]?.job_inputs).toBeNull();
  });

  it("puts what belongs to no project into the first one", async () => {
    const { state } = await aSandbox(aDocument([aSource([])], { projects: [{ id: 7 }, { id: 8 }] }));

    expect(state().sources[0]?.project_id).toBe(7);
  });

  it.each([
    { shown: "Billing limits", schema: "BillingLimitReached", source: "Error" },
    { shown: "Billing limits too low", schema: "BillingLimitTooLow", source: "Error" },
    { shown: "Failed", schema: "Failed", source: "Error" },
    { shown: "Completed", schema: "Completed", source: "Completed" },
  ])("reads the status $shown as the stored value", async ({ shown, schema, source }) => {
    const { state } = await aSandbox(oneSchema({ status: shown }, { status: shown }));

    expect(state().sources[0]?.schemas[0]?.status).toBe(schema);
    expect(state().sources[0]?.status).toBe(source);
  });

  it("loads what the API answered, and forgets what the API computes", async () => {
    const first = await aSandbox(shared("acme"));
    const key = { key: "phx_sandbox_full" };
    const source = first.state().sources[0]?.id ?? "";
    const before = (await first.call<Retrieved>("GET", `external_data_sources/${source}/`, key)).body;

    const second = await aSandbox({
      version: 1,
      api_keys: [{ value: "phx_full", scopes: ["*"] }],
      sources: [before],
    });

    const after = (await second.call<Retrieved>("GET", `external_data_sources/${source}/`)).body;
    expect(after.schemas).toEqual(before.schemas);
    expect(second.state().sources[0]).not.toHaveProperty("latest_error");
    expect(second.state().sources[0]?.schemas[0]).not.toHaveProperty("incremental_sync_blocked");
  });

  it("keeps extensions as they are, wherever they may stand", async () => {
    const extensions = { anything: [1, { of: "mine" }] };
    const { state } = await aSandbox(
      oneSchema(
        { extensions },
        { extensions, live_source: { tables: [{ name: "public.orders", extensions }] } },
        { extensions, server: { extensions } },
      ),
    );

    const { extensions: top, server, sources } = state();
    const [source] = sources;
    expect([top, server.extensions, source?.extensions, source?.schemas[0]?.extensions]).toEqual([
      extensions,
      extensions,
      extensions,
      extensions,
    ]);
    expect(source?.live_source.tables[0]?.extensions).toEqual(extensions);
  });

  it.each([
    { fault: "an unknown key", document: { ...aDocument([]), colour: "red" }, says: '/: has no key "colour"' },
    { fault: "no version", document: { sources: [] }, says: "version" },
    { fault: "another version", document: { version: 2, sources: [] }, says: "/version" },
    { fault: "something else", document: [], says: "/: must be object" },
    { fault: "an id that is none", document: aDocument([aSource([], { id: "1" })]), says: "/sources/0/id" },
    {
      fault: "an id that stands twice",
      document: aDocument([aSource([aSchema(), aSchema()])]),
      says: "/sources/0/schemas/1/id",
    },
  ])("refuses a document with $fault, and says where", async ({ document, says }) => {
    await expect(startSandbox({ document })).rejects.toThrow(says);
    await expect(startSandbox({ document })).rejects.toMatchObject({ name: "InvalidDocument" });
  });

  it("lets a source, a schema and a job have the same id, because each is found among its kind", async () => {
    const { call } = await aSandbox(
      aDocument([aSource([aSchema({ id: SOURCE })], { jobs: [aJob({ id: SOURCE, schema_id: SOURCE })] })]),
    );

    expect((await call("GET", `external_data_sources/${SOURCE}/`)).body).toMatchObject({ source_type: "Postgres" });
    expect((await call("GET", `external_data_schemas/${SOURCE}/`)).body).toMatchObject({ name: "public.orders" });
  });

  it("shares nothing with the object it was given, nor with the one it gives back", async () => {
    const job_inputs = { host: "db.example" };
    const { sandbox, state } = await aSandbox(oneSchema({}, { job_inputs }));
    const before = state();

    job_inputs.host = "elsewhere.example";
    Object.assign(sandbox.state() ?? {}, { projects: [] });

    expect(state()).toEqual(before);
  });
});

describe("/__sandbox", () => {
  it("answers its state without a key", async () => {
    const { call, state } = await aSandbox(oneSchema());

    const answer = await call("GET", "/__sandbox/state", { key: null });

    expect(answer).toMatchObject({ status: 200, body: state() });
  });

  it("replaces everything on reset, effects and limits included", async () => {
    const limited = oneSchema({}, {}, { server: { rate_limits: { per_minute: 1 } } });
    const { call, state } = await aSandbox(limited);
    await call("POST", `external_data_schemas/${ORDERS}/reload/`);
    expect(state().effects).toHaveLength(1);

    const answer = await call("POST", "/__sandbox/reset", { key: null, body: limited });

    expect(answer).toMatchObject({ status: 200, body: { ok: true } });
    expect(state().effects).toEqual([]);
    expect((await call("GET", "external_data_schemas/")).status).toBe(200);
  });

  it.each([
    { what: "a document that the schema refuses", body: { version: 1 } },
    { what: "a body that is not JSON", body: "{" },
  ])("answers 422 to $what, and stays as it is", async ({ body }) => {
    const { call, state } = await aSandbox(oneSchema());
    const before = state();

    const answer = await call("POST", "/__sandbox/reset", { body });

    expect(answer).toMatchObject({ status: 422, body: { error: expect.any(String) } });
    expect(state()).toEqual(before);
  });

  it("stays out of the list of exchanges, and out of reach of faults", async () => {
    const { call, sandbox } = await aSandbox(oneSchema(), {
      intercept: () => ({ kind: "status", status: 500, when: "before" }),
    });

    expect((await call("GET", "/__sandbox/state")).status).toBe(200);
    expect((await call("GET", "external_data_schemas/")).status).toBe(500);
    expect(sandbox.exchanges).toHaveLength(1);
  });

  it("has no other endpoints", async () => {
    const { call } = await aSandbox(oneSchema());

    expect((await call("DELETE", "/__sandbox/state")).status).toBe(404);
  });
});
