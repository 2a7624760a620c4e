import { describe, expect, it } from "vitest";
import { invalid, oneTable } from "./one-table.js";

const OVER_LIMIT = invalid(
  "Monthly sync limit reached. Please increase your billing limit before changing the sync type — a full re-sync would be required.",
);
const NO_XMIN_HERE = invalid(
  "xmin replication is not available for table 'public.orders'. It requires a Postgres heap table or materialized view on PostgreSQL 13+.",
);
const WEBHOOK_ONLY = invalid("public.orders can only be synced via webhooks — pick the Webhook sync method.");

describe("a type that the source, the team or the table does not allow", () => {
  it.each([
    [
      "cdc on another kind of source",
      "cdc",
      { capabilities: { supports_cdc: false } },
      invalid("CDC is not supported for Postgres sources."),
    ],
    [
      "cdc without the team's flag",
      "cdc",
      { server: { cdc_enabled: false } },
      invalid("CDC is not enabled for this team"),
    ],
    [
      "cdc with a column of capture's own name",
      "cdc",
      { schema: { available_columns: [{ name: "id" }, { name: "_ph_cdc_seq" }] } },
      invalid(
        "Change data capture can't sync a column named _ph_cdc_seq, because PostHog uses that name. Rename the column on your database, or choose another sync method for this table.",
      ),
    ],
    [
      "xmin on another kind of source",
      "xmin",
      { capabilities: { supports_xmin: false } },
      invalid("xmin replication is only available for Postgres sources."),
    ],
    ["xmin on a view", "xmin", { liveTable: { xmin_available: false } }, NO_XMIN_HERE],
    ["xmin when the probe fails", "xmin", { live: { discovery_error: { message: "timeout" } } }, NO_XMIN_HERE],
    ["xmin when the credentials are refused", "xmin", { live: { credentials_error: "no" } }, NO_XMIN_HERE],
    ["xmin on a source without settings", "xmin", { source: { job_inputs: null } }, NO_XMIN_HERE],
    ["xmin on a table that vanished", "xmin", { liveTable: null }, NO_XMIN_HERE],
    ["a poll type on a webhook-only table", "incremental", { liveTable: { webhook_only: true } }, WEBHOOK_ONLY],
    ["null on a webhook-only table", null, { liveTable: { webhook_only: true } }, WEBHOOK_ONLY],
  ])("%s", async (_, type, settings, answer) => {
    const server = await oneTable(settings);
    const before = server.document();
    expect(await server.patch({ sync_type: type })).toEqual(answer);
    expect(server.document()).toEqual(before);
    expect(server.effects()).toEqual([]);
  });

  it.each([
    ["that is not listed for them", { webhook_only: false }],
    ["although the source cannot be asked", null],
  ])("a webhook table %s is stored all the same", async (_, liveTable) => {
    const server = await oneTable({
      liveTable,
      live: liveTable === null ? { discovery_error: { message: "timeout" } } : {},
    });
    expect(await server.patch({ sync_type: "webhook" })).toMatchObject({ status: 200 });
  });

  it("a webhook-only table whose source cannot be asked may take any type", async () => {
    const server = await oneTable({
      liveTable: { webhook_only: true },
      live: { discovery_error: { message: "timeout" } },
    });
    expect(await server.patch({ sync_type: "append" })).toMatchObject({ status: 200 });
  });
});

describe("a re-import that the monthly limit forbids", () => {
  it.each([
    ["to xmin", { sync_type: "xmin" }, {}],
    ["from xmin", { sync_type: "append" }, { sync_type: "xmin" }],
    ["from cdc_only", { sync_type: "append" }, { sync_type: "cdc", cdc_table_mode: "cdc_only" }],
    ["even on a disabled table", { sync_type: "xmin" }, { should_sync: false }],
  ])("%s", async (_, body, schema) => {
    const server = await oneTable({ schema, server: { sync_limit_reached: true } });
    expect(await server.patch(body)).toEqual(OVER_LIMIT);
    expect(server.schema()).toMatchObject(schema);
    expect(server.effects()).toEqual([]);
  });

  it("is known from any paused table of the project", async () => {
    const server = await oneTable({ neighbour: { status: "Paused" } });
    expect(await server.patch({ sync_type: "xmin" })).toEqual(OVER_LIMIT);
  });

  it.each([
    ["another type", { sync_type: "full_refresh" }, {}],
    ["xmin repeated", { sync_type: "xmin" }, { sync_type: "xmin" }],
    ["joining CDC", { sync_type: "cdc" }, {}],
    ["leaving CDC", { sync_type: "append" }, { sync_type: "cdc" }],
  ])("does not concern %s", async (_, body, schema) => {
    const server = await oneTable({ schema, server: { sync_limit_reached: true } });
    expect(await server.patch(body)).toMatchObject({ status: 200 });
  });
});

describe("a publication that does not take the table: 400, and nothing saved", () => {
  it.each([
    ["not_owner", "PostgreSQL only lets a table's owner publish it"],
    ["unreachable", "Couldn't connect to your database to add public.orders to change data capture"],
    ["unexpected", "Couldn't add public.orders to change data capture"],
  ])("%s", async (cdc_publish_error, text) => {
    const server = await oneTable({ liveTable: { cdc_publish_error } });
    const before = server.document();
    const answer = await server.patch({ sync_type: "cdc", sync_frequency: "1hour" });
    expect(answer).toMatchObject({
      status: 400,
      body: { attr: null, detail: expect.stringContaining(text) as unknown },
    });
    expect(server.document()).toEqual(before);
    expect(server.effects()).toEqual([]);
  });

  it("because the database cannot be reached at all", async () => {
    const server = await oneTable({
      schema: { sync_type: "cdc", should_sync: false },
      live: { connection_error: "refused" },
    });
    const answer = await server.patch({ should_sync: true });
    expect(answer).toMatchObject({
      status: 400,
      body: { detail: expect.stringMatching(/^Couldn't connect to your database/) as unknown },
    });
    expect(server.schema()).toMatchObject({ should_sync: false, schedule: { paused: true } });
  });
});

describe("of several errors the server's first is reported", () => {
  const CDC_OFF = { server: { cdc_enabled: false, sync_limit_reached: true } };

  it.each([
    ["a field before the API version", { sync_frequency: "x", api_version: "v0" }, {}, "sync frequency"],
    [
      "the API version before the table mode",
      { api_version: "v0", cdc_table_mode: "both" },
      { schema: { sync_type: "cdc" }, ...CDC_OFF },
      "API version",
    ],
    [
      "the table mode before the columns",
      { cdc_table_mode: "both", enabled_columns: ["x"] },
      { schema: { sync_type: "cdc" }, ...CDC_OFF },
      "CDC table mode",
    ],
    ["the columns before the filters", { enabled_columns: ["x"], row_filters: 5 }, {}, "enabled_columns"],
    [
      "the filters before the type",
      { row_filters: 5, sync_type: "cdc" },
      CDC_OFF,
      "Row filters are not supported for CDC",
    ],
    ["the team before the key", { sync_type: "cdc", primary_key_columns: ["x"] }, CDC_OFF, "CDC is not enabled"],
    [
      "a bare edit before the frequency",
      { incremental_field: "id", should_sync: true },
      { schema: { sync_type: null, sync_frequency: null } },
      "on its own",
    ],
    ["the key before the cadence", { primary_key_columns: ["status"], sync_time_of_day: "1:00" }, {}, "Primary key"],
    [
      "the interval before the type",
      { should_sync: true },
      { schema: { sync_type: null, sync_frequency: null } },
      "no sync frequency",
    ],
    [
      "the frequency before the limit",
      { sync_type: "xmin", full_refresh_interval_days: 1 },
      { schema: { sync_frequency: "7day" }, ...CDC_OFF },
      "at least 7 days",
    ],
  ])("%s", async (_, body, settings, text) => {
    const server = await oneTable(settings);
    expect(await server.patch(body)).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining(text) as unknown },
    });
  });
});
