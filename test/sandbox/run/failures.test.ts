import { describe, expect, it } from "vitest";
import { aTable } from "../support/documents.js";
import { LIVE, moving, start, post, schemaOf, jobsOf } from "../support/moving-world.js";

describe("a run that fails", () => {
  const incremental = {
    sync_type: "incremental",
    incremental_field: "updated_at",
    incremental_field_type: "timestamp",
  };
  const filtered = {
    row_filters: [{ column: "amount", operator: ">", value: 1 }],
    source_column_metadata_available: true,
  };
  const noKey = { ...LIVE, primary_keys: null, columns: [{ name: "updated_at", data_type: "timestamp" }] };

  it.each([
    {
      why: "refused credentials",
      schema: {},
      live: { credentials_error: "no entry" },
      says: "no entry",
      disables: true,
    },
    { why: "a table that is gone", schema: {}, live: { tables: [] }, says: "does not exist", disables: true },
    {
      why: "a cursor that is gone",
      schema: { ...incremental, incremental_field: "gone" },
      live: {},
      says: '"gone"',
      disables: true,
    },
    {
      why: "a key that is gone",
      schema: { ...incremental, primary_key_columns: ["gone"] },
      live: {},
      says: '"gone"',
      disables: true,
    },
    {
      why: "no key to merge on",
      schema: incremental,
      live: { tables: [noKey] },
      says: "needs a primary key",
      disables: true,
    },
    {
      why: "no sync type",
      schema: { sync_type: null },
      live: {},
      says: "This table has a sync type that PostHog does not support.",
      disables: true,
    },
    {
      why: "a row filter on a column that discovery no longer knows",
      schema: { ...filtered, available_columns: [{ name: "id", data_type: "bigint" }] },
      live: {},
      says: "Row filter on schema 'public.orders' no longer matches the current table schema (Unknown column 'amount' for this schema). Fix or remove the row filter in the schema's configuration to resume syncing.",
      disables: false,
    },
    {
      why: "a row filter on a column of another type",
      schema: { ...filtered, available_columns: [{ name: "amount", data_type: "date" }] },
      live: {},
      says: "no longer matches the current table schema (Expected an ISO date string (YYYY-MM-DD), got int)",
      disables: false,
    },
    {
      why: "a connection that CDC cannot make",
      schema: { sync_type: "cdc" },
      live: { connection_error: "no route" },
      says: "no route",
      disables: false,
    },
  ])("for $why, and switches the table off: $disables", async ({ schema, live, says, disables }) => {
    const world = await start(moving({ table: aTable(), ...schema }, { live_source: { tables: [LIVE], ...live } }));
    await post(world, "reload");
    world.clock.advance(60);

    const failed = { status: "Failed", latest_error: expect.stringContaining(says) };
    expect(jobsOf(world)).toMatchObject([failed]);
    expect(schemaOf(world)).toMatchObject({
      ...failed,
      should_sync: !disables,
      schedule: { paused: disables },
      table: { row_count: 10 },
    });
  });

  it.each([
    ["a filter that fits", { ...filtered, available_columns: [{ name: "amount", data_type: "numeric" }] }],
    ["a filter that capture does not look at", { ...filtered, sync_type: "cdc", primary_key_columns: ["id"] }],
  ])("does not for %s", async (_, schema) => {
    const world = await start(moving(schema));
    await post(world, "reload");
    world.clock.advance(60);

    expect(jobsOf(world)).toMatchObject([{ status: "Completed" }]);
  });

  it("needs no key where the connector brings its own", async () => {
    const world = await start(
      moving(incremental, { capabilities: { detects_primary_keys: false }, live_source: { tables: [noKey] } }),
    );
    await post(world, "reload");
    world.clock.advance(60);

    expect(jobsOf(world)).toMatchObject([{ status: "Completed" }]);
  });

  it("ends over the limit, and only says so", async () => {
    const hourly = { paused: false, every_seconds: 3600 };
    const world = await start(moving({ schedule: hourly }, {}, { sync_limit_reached: true }));
    world.clock.advance(3700);

    expect(jobsOf(world)).toMatchObject([{ status: "BillingLimitReached" }]);
    expect(schemaOf(world)).toMatchObject({ status: "BillingLimitReached", should_sync: true, table: null });
  });

  it("leaves the status of a halted table alone", async () => {
    const internal = { cdc_broken: { reason: "slot_missing" } };
    const world = await start(moving({ sync_type: "cdc", status: "Failed", latest_error: "slot", internal }));
    await post(world, "reload");
    world.clock.advance(60);

    expect(jobsOf(world)).toMatchObject([{ status: "Completed" }]);
    expect(schemaOf(world)).toMatchObject({ status: "Failed", latest_error: "slot" });
  });
});
