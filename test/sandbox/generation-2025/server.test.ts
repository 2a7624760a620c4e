import { describe, expect, it } from "vitest";
import { aDocument, aJob, aSchema, aSource, aTable, ORDERS, SOURCE } from "../support/documents.js";
import { aSandbox } from "../support/running-sandbox.js";

type Members = Readonly<Record<string, unknown>>;

const SCHEMA = `external_data_schemas/${ORDERS}/`;
const OLD = { key: "phx_old" };
const CURSOR = { label: "id", type: "integer", field: "id", field_type: "integer" };

interface Settings {
  readonly schema?: Members;
  readonly source?: Members;
  readonly server?: Members;
}

const GENERATION = { extensions: { generation: "2025" } };

const start = ({ schema, source, server }: Settings = {}) =>
  aSandbox(
    aDocument(
      [
        aSource([aSchema({ table: aTable(), ...schema })], {
          job_inputs: { host: "db" },
          live_source: {
            tables: [{ name: "public.orders", incremental_fields: [CURSOR], supports_incremental: true }],
          },
          ...source,
        }),
      ],
      {
        api_keys: [
          { value: "phx_old", scopes: [] },
          { value: "phx_full", scopes: ["*"] },
          { value: "phx_write", scopes: ["external_data_source:write"] },
        ],
        server: { ...GENERATION, ...server },
      },
    ),
  );

const stored = ({ state }: Awaited<ReturnType<typeof start>>) => state().sources[0]!.schemas[0]!;

const FIELDS = [
  "id",
  "name",
  "table",
  "should_sync",
  "last_synced_at",
  "latest_error",
  "incremental",
  "status",
  "sync_type",
  "incremental_field",
  "incremental_field_type",
  "sync_frequency",
  "sync_time_of_day",
];

describe("a server of 2025", () => {
  it("shows thirteen fields of a schema, wherever it shows one", async () => {
    const { call } = await start();
    interface Listed {
      readonly results: readonly { readonly schemas: readonly object[] }[];
    }
    const one = (await call<object>("GET", SCHEMA, OLD)).body;
    const listed = (await call<{ results: object[] }>("GET", "external_data_schemas/", OLD)).body.results[0]!;
    const embedded = (await call<{ schemas: object[] }>("GET", `external_data_sources/${SOURCE}/`, OLD)).body
      .schemas[0]!;
    const inList = (await call<Listed>("GET", "external_data_sources/", OLD)).body.results[0]!.schemas[0]!;

    for (const schema of [one, listed, embedded, inList]) expect(Object.keys(schema)).toEqual(FIELDS);
  });

  it.each(["cdc", "webhook", "xmin"])("shows the type %s as none", async (sync_type) => {
    const { call } = await start({ schema: { sync_type } });
    expect((await call("GET", SCHEMA, OLD)).body).toMatchObject({ sync_type: null });
  });

  it.each([
    ["GET", SCHEMA, "phx_write"],
    ["PATCH", SCHEMA, "phx_write"],
    ["GET", "external_data_schemas/", "phx_full"],
    ["GET", `external_data_sources/${SOURCE}/jobs/`, "phx_full"],
  ])("has no scope that opens %s %s, and says so in the older spelling", async (method, path, key) => {
    const { call } = await start();
    expect(await call(method, path, { key })).toMatchObject({
      status: 403,
      body: { detail: "This action does not support Personal API Key access" },
    });
  });

  it("lets a scoped key see sources", async () => {
    const { call } = await start();
    expect((await call("GET", `external_data_sources/${SOURCE}/`, { key: "phx_write" })).status).toBe(200);
  });

  it.each([
    ["POST", `${SCHEMA}cancel/`],
    ["GET", `${SCHEMA}destinations/`],
    ["GET", `external_data_sources/${SOURCE}/cdc_status/`],
    ["GET", `external_data_sources/${SOURCE}/webhook_info/`],
    ["POST", `external_data_sources/${SOURCE}/enable_cdc/`],
  ])("does not know %s %s", async (method, path) => {
    const { call } = await start();
    expect((await call(method, path, OLD)).status).toBe(404);
  });

  it("knows environments as the name itself", async () => {
    const { call } = await start();
    const answer = await call("GET", `/api/environments/1/${SCHEMA}`, OLD);
    expect([answer.status, answer.headers.get("deprecation")]).toEqual([200, null]);
  });

  it("offers four things of a table", async () => {
    const { call } = await start();
    expect((await call("POST", `${SCHEMA}incremental_fields/`, OLD)).body).toEqual({
      incremental_fields: [CURSOR],
      incremental_available: true,
      append_available: false,
      full_refresh_available: true,
    });
  });

  it.each([
    ["does not list the table", { tables: [] }, "Schema with name public.orders not found"],
    ["cannot be read", { discovery_error: { message: "timeout" } }, "timeout"],
    ["refuses the credentials", { credentials_error: "" }, "Invalid credentials"],
  ])("offers nothing where the source %s", async (_, live_source, message) => {
    const { call } = await start({ source: { live_source } });
    expect(await call("POST", `${SCHEMA}incremental_fields/`, OLD)).toMatchObject({ status: 400, body: { message } });
  });
});

const patch = async (body: Members, settings: Settings = {}) => {
  const world = await start(settings);
  return { world, answer: await world.call("PATCH", SCHEMA, { ...OLD, body }) };
};

describe("PATCH of 2025", () => {
  it.each([{}, { should_sync: true }, { sync_frequency: "1hour" }])(
    "without a type takes the type away: %j",
    async (body) => {
      const { world, answer } = await patch(body);
      expect(answer).toMatchObject({ status: 200, body: { sync_type: null } });
      expect(stored(world).sync_type).toBeNull();
    },
  );

  it.each(["full_refresh", "incremental", "append"])("knows %s", async (sync_type) => {
    const { answer } = await patch({ sync_type });
    expect(answer).toMatchObject({ status: 200, body: { sync_type } });
  });

  it.each([
    [{ sync_type: "cdc" }, {}, "Invalid sync type"],
    [{ sync_type: "full_refresh", sync_time_of_day: "3 o'clock" }, {}, "Invalid sync time of day"],
    [
      { should_sync: true },
      { schema: { sync_type: null, should_sync: false } },
      "Sync type must be set up first before enabling schema",
    ],
  ])("refuses %j, and nothing is saved", async (body, settings, detail) => {
    const world = await start(settings);
    const before = world.state();
    expect(await world.call("PATCH", SCHEMA, { ...OLD, body })).toMatchObject({
      status: 400,
      body: { type: "validation_error", detail, attr: null },
    });
    expect(world.state()).toEqual(before);
  });

  it("takes a new cursor from what is synced", async () => {
    const { world } = await patch(
      { sync_type: "incremental", incremental_field: "id", incremental_field_type: "integer" },
      { schema: { internal: { table_max_values: { id: 7 } } } },
    );
    expect(stored(world)).toMatchObject({
      incremental_field: "id",
      incremental_field_type: "integer",
      internal: { incremental_field_last_value: 7, reset_pipeline: false },
    });
  });

  it("wipes at once where nothing synced tells the cursor", async () => {
    const { world } = await patch({ sync_type: "append", incremental_field: "id", incremental_field_type: "integer" });
    expect(stored(world).internal).toMatchObject({ incremental_field_last_value: null, reset_pipeline: true });
    expect(world.state().effects).toMatchObject([{ kind: "sync_triggered" }]);
  });

  it("takes the cursor away where it is not sent", async () => {
    const { world } = await patch(
      { sync_type: "incremental" },
      { schema: { sync_type: "incremental", incremental_field: "id", internal: { incremental_field_last_value: 7 } } },
    );
    expect(stored(world).incremental_field).toBeNull();
  });

  it("follows the schedule", async () => {
    const { world } = await patch({ sync_type: "full_refresh", sync_frequency: "1hour", sync_time_of_day: "03:00:00" });
    expect(stored(world)).toMatchObject({ sync_frequency: "1hour", schedule: { every_seconds: 3600 } });
    await world.call("PATCH", SCHEMA, { ...OLD, body: { sync_type: "full_refresh", should_sync: false } });
    expect(world.state().effects.map(({ kind }) => kind)).toEqual(["schedule_updated", "schedule_paused"]);
  });

  it("stores never as no interval, and fails to enable the table later", async () => {
    const { world } = await patch({ sync_type: "full_refresh", sync_frequency: "never" });
    expect(stored(world).sync_frequency).toBeNull();
    expect(
      await world.call("PATCH", SCHEMA, { ...OLD, body: { sync_type: "full_refresh", should_sync: true } }),
    ).toMatchObject({ status: 500, body: { type: "server_error" } });
  });

  it.each([
    ["an interval that nobody knows", { sync_frequency: "hourly" }, {}],
    [
      "a schedule that cannot be written",
      { should_sync: false },
      { server: { temporal: { schedule_write: "unavailable" } } },
    ],
  ])("answers 500 to %s", async (_, body, settings) => {
    const { world, answer } = await patch({ sync_type: "append", ...body }, settings);
    expect(answer.status).toBe(500);
    expect(stored(world)).toMatchObject({ sync_type: "full_refresh", should_sync: true });
  });
});

describe("reload and resync of 2025", () => {
  it.each([
    ["reload", {}, 1],
    ["resync", {}, 1],
    ["reload", { schema: { schedule: null } }, 0],
    ["reload", { server: { temporal: { trigger: "unavailable" } } }, 0],
  ])("%s says Running whatever becomes of the trigger: %j", async (action, settings, effects) => {
    const world = await start(settings);
    expect((await world.call("POST", `${SCHEMA}${action}/`, OLD)).status).toBe(200);
    expect(stored(world)).toMatchObject({ status: "Running", internal: { reset_pipeline: action === "resync" } });
    expect(world.state().effects).toHaveLength(effects);
  });

  it("a resync that cannot cancel what runs is a 500, and marks nothing", async () => {
    const world = await start({
      source: { jobs: [aJob()] },
      server: { temporal: { cancel: "unavailable" } },
    });
    expect((await world.call("POST", `${SCHEMA}resync/`, OLD)).status).toBe(500);
    expect(stored(world).internal.reset_pipeline).toBe(false);
  });

  it("both are stopped by the monthly limit", async () => {
    const world = await start({ server: { sync_limit_reached: true } });
    for (const action of ["reload", "resync"]) {
      expect((await world.call("POST", `${SCHEMA}${action}/`, OLD)).status).toBe(400);
    }
  });
});

describe("a generation that nobody knows", () => {
  it("is the newest", async () => {
    const { call } = await start({ server: { extensions: { generation: "2031" } } });
    expect((await call("GET", SCHEMA, OLD)).body).toHaveProperty("primary_key_columns");
  });
});
