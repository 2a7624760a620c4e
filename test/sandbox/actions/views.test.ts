import { describe, expect, it } from "vitest";
import { aDocument, aJob, anId, aSchema, aSource, aTable, ORDERS, oneSchema, SOURCE } from "../support/documents.js";
import { aSandbox } from "../support/running-sandbox.js";

const schema = `external_data_schemas/${ORDERS}/`;
const source = `external_data_sources/${SOURCE}/`;

describe("a schema", () => {
  it("is shown with every field, and nothing of what the server keeps to itself", async () => {
    const { call } = await aSandbox(oneSchema());

    expect((await call("GET", schema)).body).toEqual({
      id: ORDERS,
      name: "public.orders",
      label: null,
      table: null,
      should_sync: true,
      last_synced_at: null,
      latest_error: null,
      incremental: false,
      status: null,
      sync_type: "full_refresh",
      incremental_field: null,
      incremental_field_type: null,
      incremental_field_lookback_seconds: null,
      sync_frequency: "6hour",
      sync_time_of_day: null,
      full_refresh_interval_days: null,
      full_refresh_time_of_day: null,
      next_full_refresh_at: null,
      description: null,
      primary_key_columns: null,
      cdc_table_mode: "consolidated",
      incremental_sync_blocked: null,
      enabled_columns: null,
      row_filters: null,
      row_filter_columns: null,
      available_columns: [],
      source_column_metadata_available: false,
      source: {
        id: SOURCE,
        source_type: "Postgres",
        access_method: "warehouse",
        supports_column_selection: true,
        supports_row_filters: false,
        requires_exact_column_metadata: false,
        user_access_level: "manager",
        api_version: null,
        supported_api_versions: [],
      },
      api_version: null,
      api_version_deprecation: null,
      user_access_level: "manager",
    });
  });

  it("names its source only when it is retrieved", async () => {
    const { call } = await aSandbox(oneSchema());

    expect((await call("GET", "external_data_schemas/")).body).toMatchObject({
      results: [{ id: ORDERS, source: null }],
    });
    expect((await call("GET", source)).body).toMatchObject({ schemas: [{ id: ORDERS, source: null }] });
  });

  it.each([
    { stored: "BillingLimitReached", shown: "Billing limits" },
    { stored: "BillingLimitTooLow", shown: "Billing limits too low" },
    { stored: "Paused", shown: "Paused" },
    { stored: null, shown: null },
  ])("shows the status $stored as $shown", async ({ stored, shown }) => {
    const { call } = await aSandbox(oneSchema({ status: stored }));

    expect((await call("GET", schema)).body).toMatchObject({ status: shown });
  });

  it.each([
    { sync_type: "incremental", incremental: true },
    { sync_type: "append", incremental: false },
  ])("calls $sync_type incremental: $incremental", async ({ sync_type, incremental }) => {
    const { call } = await aSandbox(oneSchema({ sync_type }));

    expect((await call("GET", schema)).body).toMatchObject({ incremental });
  });

  it.each([
    {
      error: "This table needs a primary key to sync incrementally, but none is set. Choose…",
      blocked: "missing_primary_key",
    },
    { error: "ValueError: Primary key required for incremental syncs", blocked: "missing_primary_key" },
    {
      error:
        "The primary key set for this table isn't unique, so incremental syncing can't reliably match rows to update.",
      blocked: "duplicate_primary_key",
    },
    { error: "The primary keys for this table are not unique", blocked: "duplicate_primary_key" },
    { error: "connection refused", blocked: null },
    { error: null, blocked: null },
  ])("is blocked by $blocked after: $error", async ({ error, blocked }) => {
    const { call } = await aSandbox(oneSchema({ latest_error: error }));

    expect((await call("GET", schema)).body).toMatchObject({ incremental_sync_blocked: blocked });
  });

  it.each([
    { internal: {}, shown: { id: aTable()["id"], name: "postgres_orders", row_count: 10 } },
    { internal: { table_deleted: true }, shown: null },
  ])("shows its table unless that is hidden: $internal", async ({ internal, shown }) => {
    const { call } = await aSandbox(oneSchema({ table: aTable(), internal }));

    expect((await call("GET", schema)).body).toMatchObject({ table: shown });
    expect((await call("GET", "external_data_sources/")).body).toMatchObject({
      results: [{ schemas: [{ table: shown }] }],
    });
  });

  it("says when the vendor gives up the version that it asks for", async () => {
    const capabilities = {
      supported_api_versions: ["1", "2"],
      default_api_version: "2",
      deprecated_api_versions: [{ version: "1", sunset_at: "2027-01-01" }],
    };
    const old = await aSandbox(oneSchema({ api_version: "1" }, { capabilities }));
    const inherited = await aSandbox(oneSchema({}, { capabilities, api_version: "1" }));
    const deprecation = { version: "1", sunset_at: "2027-01-01", default_version: "2" };

    expect((await old.call("GET", schema)).body).toMatchObject({
      api_version_deprecation: deprecation,
      source: { api_version: "2", supported_api_versions: ["1", "2"] },
    });
    expect((await inherited.call("GET", schema)).body).toMatchObject({ api_version_deprecation: null });
    expect((await inherited.call("GET", source)).body).toMatchObject({ api_version_deprecation: deprecation });
    expect((await old.call("GET", source)).body).toMatchObject({ api_version_deprecation: null });
  });
});

describe("a source", () => {
  it("is shown with every field, and its schemas in name order", async () => {
    const { call } = await aSandbox(
      aDocument([
        aSource([aSchema({ name: "b" }), aSchema({ id: anId(1), name: "a" }), aSchema({ id: anId(2), name: "B" })]),
      ]),
    );

    const { schemas, ...own } = (await call<{ schemas: { name: string }[] }>("GET", source)).body;

    expect(own).toEqual({
      id: SOURCE,
      created_at: "2026-01-01T00:00:00Z",
      created_by: null,
      created_via: null,
      status: "Completed",
      source_type: "Postgres",
      latest_error: null,
      prefix: null,
      description: null,
      access_method: "warehouse",
      direct_query_enabled: false,
      auto_sync_new_schemas: false,
      auto_sync_schema_patterns: null,
      engine: null,
      last_run_at: null,
      job_inputs: {},
      revenue_analytics_config: { enabled: false, include_invoiceless_charges: true },
      user_access_level: "manager",
      supports_webhooks: false,
      supports_column_selection: true,
      api_version: null,
      api_version_deprecation: null,
    });
    expect(schemas.map(({ name }) => name)).toEqual(["B", "a", "b"]);
  });

  it("embeds its schemas in full when it is retrieved, trimmed in the list", async () => {
    const { call } = await aSandbox(oneSchema({ table: aTable() }));

    const [full] = (await call<{ schemas: unknown[] }>("GET", source)).body.schemas;
    const list = await call<{ results: { schemas: unknown[] }[] }>("GET", "external_data_sources/");
    const trimmed = list.body.results[0]?.schemas[0];

    expect(full).toEqual({ ...(await call<object>("GET", schema)).body, source: null });
    expect(trimmed).toEqual({
      id: ORDERS,
      name: "public.orders",
      label: null,
      should_sync: true,
      status: null,
      sync_type: "full_refresh",
      last_synced_at: null,
      sync_frequency: "6hour",
      latest_error: null,
      table: { id: aTable()["id"], name: "postgres_orders", row_count: 10 },
    });
  });

  it("carries no secret in any answer, at whatever depth it stands", async () => {
    const job_inputs = { host: "db", password: "hunter2", ssh: { auth: [{ password: "hunter2", user: "me" }] } };
    const { call } = await aSandbox(
      oneSchema({}, { job_inputs, capabilities: { sensitive_job_inputs: ["password"] } }),
    );

    const shown = { host: "db", ssh: { auth: [{ user: "me" }] } };
    expect((await call("GET", source)).body).toHaveProperty("job_inputs", shown);
    expect(JSON.stringify((await call("GET", "external_data_sources/")).body)).not.toContain("hunter2");
  });

  it("masks a secret that an error text repeats, in every answer and not in the state", async () => {
    const job_inputs = {
      host: "db",
      password: "hunter2",
      ssh: { auth: [{ password: "hunter2-and-more" }] },
      pin: "on",
    };
    const error = "db on fire: hunter2-and-more, hunter2";
    const { call, state } = await aSandbox(
      oneSchema(
        { latest_error: error },
        {
          job_inputs,
          capabilities: { sensitive_job_inputs: ["password", "pin"] },
          jobs: [aJob({ status: "Failed", latest_error: error })],
        },
      ),
    );

    const masked = { latest_error: "db on fire: ***, ***" };
    expect((await call("GET", schema)).body).toMatchObject(masked);
    expect((await call("GET", source)).body).toMatchObject({ ...masked, schemas: [masked] });
    expect((await call("GET", "external_data_sources/")).body).toMatchObject({
      results: [{ ...masked, schemas: [masked] }],
    });
    expect((await call("GET", `${source}jobs/`)).body).toMatchObject([masked]);
    expect(state().sources[0]?.schemas[0]).toMatchObject({ latest_error: error });
  });

  it.each([
    { statuses: ["Completed", "Failed", "Running"], shown: "Failed" },
    { statuses: ["Completed", "BillingLimitReached", "BillingLimitTooLow"], shown: "Billing limits" },
    { statuses: ["Paused", "BillingLimitTooLow"], shown: "Billing limits too low" },
    { statuses: ["Running", "Paused"], shown: "Paused" },
    { statuses: ["Completed", "Running"], shown: "Running" },
    { statuses: [null, "Completed"], shown: "Completed" },
    { statuses: [null], shown: "Cancelled" },
    { statuses: [], shown: "Cancelled" },
  ])("is $shown with schemas that are $statuses", async ({ statuses, shown }) => {
    const schemas = statuses.map((status, index) => aSchema({ id: anId(index), status }));
    const { call } = await aSandbox(aDocument([aSource(schemas, { status: "Cancelled" })]));

    expect((await call("GET", source)).body).toMatchObject({ status: shown });
  });

  it("takes its status from enabled schemas and its error from any", async () => {
    const { call } = await aSandbox(
      aDocument([
        aSource([
          aSchema({ name: "b", status: "Completed" }),
          aSchema({ id: anId(1), name: "z", should_sync: false, status: "Failed", latest_error: "last" }),
          aSchema({ id: anId(2), name: "a", should_sync: false, status: "Failed", latest_error: "first" }),
          aSchema({ id: anId(3), name: "0", deleted: true, latest_error: "gone" }),
        ]),
      ]),
    );

    expect((await call("GET", source)).body).toMatchObject({ status: "Completed", latest_error: "first" });
  });
});
