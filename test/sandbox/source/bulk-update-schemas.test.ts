import { describe, expect, it } from "vitest";
import { anId, ORDERS, SOURCE } from "../support/documents.js";
import { jobsOf, moving, post, start } from "../support/moving-world.js";
import { invalid, NEIGHBOUR, oneTable, SERVER_ERROR, TABLE, type OneTable, type Settings } from "../patch/one-table.js";

type Members = Readonly<Record<string, unknown>>;

const update = (server: OneTable, ...schemas: readonly Members[]) =>
  server.call("PATCH", "source/bulk_update_schemas", { schemas });

const CURSOR = { label: "updated_at", type: "timestamp", field: "updated_at", field_type: "timestamp" };
const USERS = { name: "public.users", primary_keys: ["id"], incremental_fields: [CURSOR], supports_incremental: true };

/** `public.orders` beside `public.users`, which nobody has set up. */
const two = (settings: Settings & { readonly users?: Members } = {}): Settings => ({
  neighbour: { should_sync: false, sync_type: null, schedule: null },
  ...settings,
  source: { live_source: { tables: [{ name: "public.orders" }, { ...USERS, ...settings.users }] }, ...settings.source },
});

const notSaved = (reasons: string, status = 400) => ({
  status,
  body: {
    type: "server_error",
    code: "bulk_schema_save_failed",
    detail: `These schemas in the batch could not be saved: ${reasons}. Any other schemas in the batch were saved successfully — retry the ones listed here.`,
    attr: null,
  },
});

const required = (attr: string) => invalid("This field is required.", { attr, code: "required" });

describe("bulk_update_schemas", () => {
  it("changes several tables by the rules of PATCH, and answers with them in full", async () => {
    const server = await oneTable(two());

    const answer = await update(
      server,
      { id: TABLE, sync_frequency: "1hour" },
      { id: NEIGHBOUR, sync_type: "full_refresh", should_sync: true },
    );

    expect(answer).toMatchObject({
      status: 200,
      body: [
        { id: TABLE, sync_frequency: "1hour", sync_type: "incremental", source: null, available_columns: {} },
        { id: NEIGHBOUR, sync_type: "full_refresh", should_sync: true },
      ],
    });
    expect(server.effects()).toEqual([{ kind: "schedule_updated" }, { kind: "schedule_created", first_run: true }]);
  });

  it("does not know what only PATCH takes", async () => {
    const server = await oneTable({ capabilities: { supported_api_versions: ["1"] } });
    const answer = await update(server, {
      id: TABLE,
      incremental_field_lookback_seconds: 60,
      api_version: "1",
      full_refresh_time_of_day: "03:00:00",
    });
    expect(answer.status).toBe(200);
    expect(server.schema()).toMatchObject({
      incremental_field_lookback_seconds: null,
      api_version: null,
      full_refresh_time_of_day: null,
    });
  });

  it("ends the run of a table that it turns off", async () => {
    const world = await start(moving());
    await post(world, "reload");
    world.clock.advance(0.3);

    const schemas = [{ id: ORDERS, should_sync: false }];
    await world.call("PATCH", `external_data_sources/${SOURCE}/bulk_update_schemas/`, { body: { schemas } });
    world.clock.advance(60);

    expect(jobsOf(world)).toMatchObject([
      { status: "Failed", latest_error: "Sync stopped because syncing was turned off" },
    ]);
  });

  it("pauses the schedule of a table that it turns off", async () => {
    const server = await oneTable({ schema: { sync_type: "cdc" }, job_inputs: null });
    await update(server, { id: TABLE, should_sync: false });
    expect(server.schema()).toMatchObject({ should_sync: false, schedule: { paused: true } });
  });
});

describe("a batch that is refused before anything is written", () => {
  const GOOD = { id: TABLE, sync_frequency: "1hour" };

  it.each([
    ["no list", {}, required("schemas")],
    [
      "an empty list",
      { schemas: [] },
      invalid("This list may not be empty.", { attr: "schemas__non_field_errors", code: "empty" }),
    ],
    ["an entry without an id", { schemas: [GOOD, {}] }, required("schemas__1__id")],
    ["an id that is none", { schemas: [{ id: "x" }] }, invalid("Must be a valid UUID.", { attr: "schemas__0__id" })],
    [
      "an entry that is no object",
      { schemas: [1] },
      invalid("Invalid data. Expected a dictionary, but got int.", { attr: "schemas__0" }),
    ],
    [
      "a field that is wrong by itself",
      { schemas: [GOOD, { id: NEIGHBOUR, sync_type: "x" }] },
      invalid('"x" is not a valid choice.', { attr: "schemas__1__sync_type", code: "invalid_choice" }),
    ],
    [
      "a frequency that PATCH refuses",
      { schemas: [GOOD, { id: NEIGHBOUR, sync_frequency: "hourly" }] },
      invalid('"hourly" is not a valid sync frequency. The fastest sync frequency is 5 minutes.', {
        attr: "sync_frequency",
        code: "invalid_choice",
      }),
    ],
    ["one table twice", { schemas: [GOOD, GOOD] }, invalid("Schema updates must contain unique ids")],
    [
      "a table of another source, or none",
      { schemas: [GOOD, { id: anId(99) }] },
      invalid("One or more schemas could not be found for this source"),
    ],
  ])("for %s", async (_, body, answer) => {
    const server = await oneTable(two());
    const before = server.document();
    expect(await server.call("PATCH", "source/bulk_update_schemas", body)).toEqual(answer);
    expect(server.document()).toEqual(before);
  });

  it("for a table that was deleted", async () => {
    const server = await oneTable(two());
    await server.call("DELETE", "");
    expect(await update(server, GOOD)).toEqual(invalid("One or more schemas could not be found for this source"));
  });

  it("for a table that is locked below the source", async () => {
    const server = await oneTable(two({ neighbour: { user_access_level: "viewer" } }));
    expect(await update(server, GOOD, { id: NEIGHBOUR, sync_frequency: "1hour" })).toMatchObject({
      status: 403,
      body: { detail: "You do not have editor access to every table in this source." },
    });
    expect(server.schema().sync_frequency).toBe("6hour");
  });
});

describe("a batch of which a part cannot be saved keeps the rest", () => {
  it.each([
    ["its rules", { should_sync: true }, {}, "Sync type must be set up first before enabling schema"],
    [
      "a rule about a field",
      { sync_frequency: "30day", sync_type: "cdc", primary_key_columns: ["id"] },
      {},
      "sync_frequency: [ErrorDetail(string='Change data capture keeps captured changes for 14 days, so this table must sync at least weekly. Choose Weekly or a shorter interval.', code='invalid')]",
    ],
    [
      "its webhook, which is taken back with it",
      { sync_type: "webhook" },
      {
        users: { supports_webhooks: true },
        source: {
          supports_webhooks: true,
          live_source: {
            tables: [{ name: "public.orders" }, { ...USERS, supports_webhooks: true }],
            webhook_provider: { create_error: "403" },
          },
        },
      },
      "Failed to register webhook on your source: 403. You can set up the webhook manually from the Webhook tab.",
    ],
  ])("because of %s: 400", async (_, fields, settings, reason) => {
    const server = await oneTable(two(settings));

    expect(await update(server, { id: NEIGHBOUR, ...fields }, { id: TABLE, sync_frequency: "1hour" })).toEqual(
      notSaved(`public.users (${reason})`),
    );

    expect(server.schemas()).toMatchObject([
      { sync_frequency: "1hour", schedule: { every_seconds: 3600 } },
      { sync_type: null, should_sync: false },
    ]);
    expect(server.source().webhook).toBeNull();
  });

  it("because of the server: 503, whatever else is wrong", async () => {
    const server = await oneTable(two());
    expect(
      await update(
        server,
        { id: TABLE, incremental_field: "status", incremental_field_type: "integer" },
        { id: NEIGHBOUR, should_sync: true },
      ),
    ).toEqual(
      notSaved(
        "public.orders (a database error occurred while saving), public.users (Sync type must be set up first before enabling schema)",
        503,
      ),
    );
    expect(server.schema().incremental_field).toBe("updated_at");
  });

  it("and saves all where only the schedules fail: 500", async () => {
    const server = await oneTable({ temporal: { schedule_write: "unavailable" } });
    expect(await update(server, { id: TABLE, sync_frequency: "1hour" })).toEqual(SERVER_ERROR);
    expect(server.schema()).toMatchObject({ sync_frequency: "1hour", schedule: { every_seconds: 21_600 } });
  });
});

describe("apply_sync_defaults", () => {
  const DEFAULTS = { id: NEIGHBOUR, should_sync: true, apply_sync_defaults: true };

  it("sets up a table that has no type", async () => {
    const server = await oneTable(two({ users: { default_incremental_lookback_seconds: 60 } }));
    expect(await update(server, DEFAULTS)).toMatchObject({ status: 200 });
    expect(server.schemas()[1]).toMatchObject({
      should_sync: true,
      sync_type: "incremental",
      incremental_field: "updated_at",
      incremental_field_type: "timestamp",
      incremental_field_lookback_seconds: 60,
      primary_key_columns: ["id"],
    });
  });

  it("sets up nothing of a source that is queried live, where being on is all there is", async () => {
    const server = await oneTable(two({ capabilities: { supports_scheduled_sync: false } }));
    expect(await update(server, DEFAULTS)).toMatchObject({ status: 200 });
    expect(server.schemas()[1]).toMatchObject({ should_sync: true, sync_type: null });
  });

  it.each([
    [
      "a type that is sent",
      { ...DEFAULTS, sync_type: "append" },
      {},
      { sync_type: "append", primary_key_columns: null },
    ],
    ["a type that stands", DEFAULTS, { sync_type: "full_refresh" }, { sync_type: "full_refresh" }],
    [
      "a key that is sent",
      { ...DEFAULTS, primary_key_columns: ["email"] },
      {},
      { sync_type: "incremental", primary_key_columns: ["email"] },
    ],
    [
      "null for not sent",
      { ...DEFAULTS, primary_key_columns: null, sync_type: null },
      {},
      { sync_type: "incremental", primary_key_columns: ["id"] },
    ],
  ])("honours %s", async (_, fields, neighbour, wanted) => {
    const server = await oneTable(two({ neighbour: { should_sync: false, sync_type: null, ...neighbour } }));
    expect(await update(server, fields)).toMatchObject({ status: 200 });
    expect(server.schemas()[1]).toMatchObject(wanted);
  });

  it.each([
    [
      "a table that only webhooks feed",
      { users: { webhook_only: true } },
      "can only be synced via webhooks; set up the webhook sync method instead",
    ],
    [
      "a table that the source does not list",
      { users: { name: "public.gone" } },
      "not found on the source; pull new schemas to refresh the table list",
    ],
    [
      "a source that cannot be asked",
      { source: { live_source: { credentials_error: "denied" } } },
      "could not read the source to pick default sync settings; check the source credentials",
    ],
  ])("fails alone for %s", async (_, settings, reason) => {
    const server = await oneTable(two(settings));
    expect(await update(server, DEFAULTS, { id: TABLE, sync_frequency: "1hour" })).toEqual(
      notSaved(`public.users (${reason})`),
    );
    expect(server.schemas()).toMatchObject([{ sync_frequency: "1hour" }, { should_sync: false, sync_type: null }]);
  });
});
