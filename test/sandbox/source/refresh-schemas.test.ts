import { describe, expect, it } from "vitest";
import { SOURCE } from "../support/documents.js";
import { jobsOf, moving, post, start } from "../support/moving-world.js";
import { NOW, oneTable, type Settings } from "../patch/one-table.js";

const refresh = async (settings: Settings) => {
  const server = await oneTable(settings);
  return { server, answer: await server.call("POST", "source/refresh_schemas") };
};

const ORDERS = { name: "public.orders", primary_keys: ["id"] };
const tables = (...listed: readonly object[]): Settings => ({ source: { live_source: { tables: listed } } });
const counts = (added: number, deleted: number, total: number) => ({
  status: 200,
  body: { added, deleted, auto_enabled: 0, total_tables_seen: total },
});

describe("refresh_schemas: tables that are new", () => {
  it("get a row that is off, without a type, and syncs nothing", async () => {
    const { server, answer } = await refresh(
      tables(ORDERS, { name: "public.refunds", label: "Refunds", description: "Money back" }),
    );

    expect(answer).toEqual(counts(1, 0, 2));
    expect(server.schemas()[1]).toMatchObject({
      name: "public.refunds",
      label: "Refunds",
      description: "Money back",
      should_sync: false,
      sync_type: null,
      sync_frequency: "6hour",
      created_at: NOW,
      table: null,
      schedule: null,
    });
    expect(server.effects()).toEqual([]);
  });

  it("are found by the API from then on, and no second time by discovery", async () => {
    const refreshes = `external_data_sources/${SOURCE}/refresh_schemas/`;
    const world = await start(
      moving({}, { job_inputs: { host: "db" }, live_source: { tables: [ORDERS, { name: "public.refunds" }] } }),
    );
    await world.call("POST", refreshes);
    const { id } = world.state().sources[0]!.schemas[1]!;
    const found = { id, name: "public.refunds" };

    expect((await world.call("GET", `external_data_schemas/${id}/`)).body).toMatchObject(found);
    expect((await world.call("GET", "external_data_schemas/?search=refunds")).body).toMatchObject({ results: [found] });
    expect((await world.call("POST", refreshes)).body).toMatchObject({ added: 0 });
  });

  it.each([
    ["with its schema or without it", "orders", 0],
    ["in another schema", "sales.orders", 1],
  ])("are not those that stand already %s", async (_, name, added) => {
    const { server, answer } = await refresh({ ...tables({ name }), schema: { name: "public.orders" } });
    expect(answer).toEqual(counts(added, 0, 1));
    expect(server.schema()).toMatchObject({ name: "public.orders", should_sync: added === 0 });
  });

  it("bring a deleted row back, off and with its settings, what it had synced hidden", async () => {
    const server = await oneTable({});
    await server.call("DELETE", "");

    expect(await server.call("POST", "source/refresh_schemas")).toEqual(counts(1, 0, 1));

    expect(server.schemas()).toHaveLength(1);
    expect(server.schema()).toMatchObject({
      deleted: false,
      should_sync: false,
      sync_type: "incremental",
      primary_key_columns: ["id"],
    });
    expect(await server.call("GET", "")).toMatchObject({ status: 200, body: { table: null } });
  });
});

describe("refresh_schemas: tables that are gone", () => {
  it("disappear when nobody had switched them on", async () => {
    const { server, answer } = await refresh({
      ...tables(),
      schema: { should_sync: false, table: null, sync_type: null },
    });

    expect(answer).toEqual(counts(0, 1, 0));
    expect(server.schema()).toMatchObject({ deleted: true, schedule: null });
    expect(server.effects()).toEqual([{ kind: "schedule_deleted" }]);
    expect(await server.call("GET", "")).toMatchObject({ status: 404 });
  });

  it.each([
    ["that is on", { should_sync: true, table: null }, [{ kind: "schedule_paused" }]],
    ["that is on and has data", { should_sync: true }, [{ kind: "schedule_paused" }]],
    ["that is off and has data", { should_sync: false }, []],
  ])("one %s stays, switched off and Completed", async (_, schema, effects) => {
    const { server, answer } = await refresh({ ...tables(), schema: { status: "Failed", ...schema } });

    expect(answer).toEqual(counts(0, 0, 0));
    expect(server.schema()).toMatchObject({
      deleted: false,
      should_sync: false,
      status: "Completed",
      schedule: { paused: true },
    });
    expect(server.effects()).toEqual(effects);
  });

  it("stay on while their schedule cannot be paused, for the next discovery", async () => {
    const { server } = await refresh({ ...tables(), temporal: { schedule_write: "unavailable" } });
    expect(server.schema()).toMatchObject({ should_sync: true, schedule: { paused: false } });
  });

  it("end the run that is in flight", async () => {
    const world = await start(moving({}, { job_inputs: { host: "db" }, live_source: { tables: [] } }));
    await post(world, "reload");
    world.clock.advance(0.3);

    await world.call("POST", `external_data_sources/${SOURCE}/refresh_schemas/`);
    world.clock.advance(60);

    expect(jobsOf(world)).toMatchObject([
      { status: "Failed", latest_error: "Sync stopped because syncing was turned off" },
    ]);
  });

  it("of a source that is queried live disappear in any case", async () => {
    const { server, answer } = await refresh({
      source: { access_method: "direct", live_source: { tables: [] } },
    });
    expect(answer).toEqual(counts(0, 1, 0));
    expect(server.schema().deleted).toBe(true);
  });
});

describe("refresh_schemas: tables that stand", () => {
  it("learn columns, a key where they have none, and lose selected columns that are gone", async () => {
    const columns = [
      { name: "id", data_type: "bigint", is_nullable: false },
      { name: "total", data_type: "numeric" },
    ];
    const { server } = await refresh({
      ...tables({ ...ORDERS, columns, label: "Orders", description: "All of them" }),
      schema: {
        primary_key_columns: null,
        enabled_columns: ["id", "payload"],
        available_columns: [],
        source_column_metadata_available: false,
      },
    });

    expect(server.schema()).toMatchObject({
      label: "Orders",
      description: "All of them",
      primary_key_columns: ["id"],
      enabled_columns: ["id"],
      available_columns: [
        { name: "id", data_type: "bigint", is_nullable: false },
        { name: "total", data_type: "numeric", is_nullable: true },
      ],
      source_column_metadata_available: true,
    });
  });

  it.each([
    ["listed under its whole name", "public.orders", { label: "Orders", description: "All of them" }],
    ["listed without its schema", "orders", { label: "Ours", description: null }],
    ["not listed any more", "public.users", { label: "Ours", description: null }],
  ])("take label and description over when they are %s", async (_, name, wanted) => {
    const { server } = await refresh({
      ...tables({ name, label: "Orders", description: "All of them" }),
      schema: { label: "Ours", description: "Old" },
    });
    expect(server.schema()).toMatchObject(wanted);
  });

  it.each([
    ["a key that stands", { schema: { primary_key_columns: ["status"] } }, { primary_key_columns: ["status"] }],
    [
      "a connector that declares its tables itself",
      { schema: { primary_key_columns: null }, capabilities: { detects_primary_keys: false } },
      { primary_key_columns: null },
    ],
  ])("%s is left alone", async (_, settings, kept) => {
    const columns = [{ name: "id", data_type: "bigint" }];
    const { server } = await refresh({ ...tables({ ...ORDERS, columns }), ...settings });
    expect(server.schema()).toMatchObject(kept);
  });
});

describe("refresh_schemas renames rows from before a source had several schemas", () => {
  const bare = { name: "orders" };

  it("in place: id, settings, data and schedule stay", async () => {
    const { server, answer } = await refresh({ ...tables(ORDERS), schema: bare });

    expect(answer).toEqual(counts(0, 0, 1));
    expect(server.schemas()).toHaveLength(1);
    expect(server.schema()).toMatchObject({
      name: "public.orders",
      should_sync: true,
      sync_type: "incremental",
      table: { name: "shop_postgres_orders" },
    });
    expect(server.effects()).toEqual([]);
  });

  it("by the schema that the source is confined to", async () => {
    const { server } = await refresh({
      ...tables({ name: "sales.orders" }),
      schema: bare,
      job_inputs: { schema: "sales" },
    });
    expect(server.schema().name).toBe("sales.orders");
  });

  it("but not one that was deleted: the table gets a row of its own", async () => {
    const { server, answer } = await refresh({ ...tables(ORDERS), schema: { ...bare, deleted: true } });
    expect(answer).toEqual(counts(1, 0, 1));
    expect(server.schemas()).toMatchObject([
      { name: "orders", deleted: true },
      { name: "public.orders", deleted: false, table: null },
    ]);
  });

  it.each([
    ["a table of another schema", tables({ name: "audit.orders" }), {}],
    ["a table that is still named without one", tables({ name: "orders" }, ORDERS), {}],
    ["a source that is no database", tables(ORDERS), { capabilities: { detects_primary_keys: false } }],
  ])("but not for %s", async (_, listed, settings) => {
    const { server } = await refresh({ ...listed, schema: bare, ...settings });
    expect(server.schema()).toMatchObject({ name: "orders", should_sync: true });
  });

  it.each([
    ["goes", null, { first: "public.orders", second: true }],
    [
      "stays when it holds data, and so do both names",
      { id: "0199c0de-0000-7000-8000-0000000000ab", name: "x" },
      { first: "orders", second: false },
    ],
  ])("a double that discovery has made %s", async (_, table, wanted) => {
    const { server } = await refresh({
      ...tables(ORDERS),
      schema: bare,
      neighbour: { name: "public.orders", table, should_sync: false },
    });

    const [first, second] = server.schemas();
    expect({ first: first!.name, second: second!.deleted }).toEqual(wanted);
  });
});

describe("refresh_schemas is refused", () => {
  it.each([
    ["a source without settings", { job_inputs: null, source: { job_inputs: null } }, "Source has no configuration."],
    [
      "an error of the source that is expected",
      { live: { discovery_error: { message: "connection timed out" } } },
      "Could not fetch schemas from source: connection timed out",
    ],
    ["credentials", { live: { credentials_error: "denied" } }, "Could not fetch schemas from source: denied"],
    [
      "any other error, without its text",
      { live: { discovery_error: { message: "KeyError: 'x'", expected: false } } },
      "Could not fetch schemas from source.",
    ],
  ])("for %s, and changes nothing", async (_, settings, message) => {
    const { server, answer } = await refresh(settings);
    expect(answer).toEqual({ status: 400, body: { message } });
    expect(server.schema().deleted).toBe(false);
    expect(server.effects()).toEqual([]);
  });
});
