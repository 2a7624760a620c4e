import { describe, expect, it } from "vitest";
import { aJob, aTable, ORDERS, oneSchema } from "../support/documents.js";
import { aSandbox, type Client } from "../support/running-sandbox.js";

const deleteData = ({ call }: Client) => call("DELETE", `external_data_schemas/${ORDERS}/delete_data/`);

const synced = {
  table: aTable(),
  sync_type: "incremental",
  incremental_field: "updated_at",
  incremental_field_type: "timestamp",
  primary_key_columns: ["id"],
  status: "Completed",
  latest_error: "kept",
  last_synced_at: "2026-09-24T00:00:00Z",
  internal: {
    initial_sync_complete: true,
    reset_pipeline: true,
    incremental_field_last_value: 5,
    incremental_field_earliest_value: 1,
    xmin_last_value: 9,
    cdc_mode: "streaming",
    cdc_last_log_position: "0/1",
    table_max_values: { id: 5 },
  },
};

describe("delete_data", () => {
  it("forgets the table and how far it was read, and keeps the settings", async () => {
    const client = await aSandbox(oneSchema(synced));
    const before = client.state().sources[0]!.schemas[0]!;

    expect(await deleteData(client)).toMatchObject({ status: 200, body: undefined });

    expect(client.state().sources[0]!.schemas[0]).toEqual({
      ...before,
      table: null,
      status: null,
      last_synced_at: null,
      internal: {
        ...before.internal,
        initial_sync_complete: false,
        reset_pipeline: false,
        incremental_field_last_value: null,
        incremental_field_earliest_value: null,
        xmin_last_value: null,
        table_max_values: {},
      },
    });
    expect(client.state().effects).toEqual([{ kind: "table_deleted", schema_id: ORDERS }]);
  });

  it("does nothing at all without a table, so that it can be repeated", async () => {
    const client = await aSandbox(oneSchema({ ...synced, table: null }));
    const before = client.state();

    expect((await deleteData(client)).status).toBe(200);
    expect(client.state()).toEqual(before);
  });

  it("asks for no quota, and leaves a run alone", async () => {
    const client = await aSandbox(oneSchema(synced, { jobs: [aJob()] }, { server: { sync_limit_reached: true } }));

    expect((await deleteData(client)).status).toBe(200);

    expect(client.state().sources[0]!.jobs).toMatchObject([{ status: "Running" }]);
    expect(client.state().effects).toHaveLength(1);
  });

  it("hides a table that is queried live, and switches it off", async () => {
    const client = await aSandbox(oneSchema(synced, { access_method: "direct" }));
    const before = client.state().sources[0]!.schemas[0]!;

    expect((await deleteData(client)).status).toBe(200);

    expect(client.state().effects).toEqual([]);
    expect(client.state().sources[0]!.schemas[0]).toEqual({
      ...before,
      should_sync: false,
      internal: { ...before.internal, table_deleted: true },
    });
  });
});
