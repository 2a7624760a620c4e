import { describe, expect, it } from "vitest";
import { aTable, ORDERS } from "../support/documents.js";
import { LIVE, moving, start, post, schemaOf, jobsOf } from "../support/moving-world.js";

describe("how many rows a run moves", () => {
  const cursor = { incremental_field: "updated_at", incremental_field_type: "timestamp", primary_key_columns: ["id"] };
  const read = { initial_sync_complete: true, incremental_field_last_value: "2026-09-01T00:00:00" };

  it.each([
    {
      what: "everything, on every full refresh",
      schema: { sync_type: "full_refresh" },
      synced: 60,
      moved: 50,
      rows: 50,
    },
    {
      what: "what is new, with a cursor",
      schema: { sync_type: "incremental", ...cursor, internal: read },
      synced: 43,
      moved: 7,
      rows: 50,
    },
    {
      what: "nothing when nothing is new",
      schema: { sync_type: "incremental", ...cursor, internal: read },
      synced: 60,
      moved: 0,
      rows: 60,
    },
    {
      what: "everything without a watermark, merged",
      schema: { sync_type: "incremental", ...cursor },
      synced: 60,
      moved: 50,
      rows: 60,
    },
    {
      what: "everything again when append lost its watermark",
      schema: { sync_type: "append", ...cursor },
      synced: 60,
      moved: 50,
      rows: 110,
    },
    {
      what: "what is new, appended",
      schema: { sync_type: "append", ...cursor, internal: read },
      synced: 43,
      moved: 7,
      rows: 50,
    },
    {
      what: "everything into an empty table, once a wipe is marked",
      schema: { sync_type: "incremental", ...cursor, internal: { ...read, reset_pipeline: true } },
      synced: 60,
      moved: 50,
      rows: 50,
    },
    {
      what: "a snapshot of CDC, merged over what is there",
      schema: { sync_type: "cdc", primary_key_columns: ["id"], internal: { cdc_mode: "snapshot" } },
      synced: 60,
      moved: 50,
      rows: 60,
    },
    {
      what: "the changes of CDC",
      schema: { sync_type: "cdc", primary_key_columns: ["id"], internal: { cdc_mode: "streaming" } },
      synced: 43,
      moved: 7,
      rows: 50,
    },
    {
      what: "what is new since the last transaction",
      schema: { sync_type: "xmin", primary_key_columns: ["id"], internal: { xmin_last_value: 7 } },
      synced: 43,
      moved: 7,
      rows: 50,
    },
  ])("$what", async ({ schema, synced, moved, rows }) => {
    const world = await start(moving({ ...schema, table: aTable({ row_count: synced }) }));
    await post(world, "reload");
    world.clock.advance(60);

    expect(jobsOf(world)).toMatchObject([{ status: "Completed", rows_synced: moved }]);
    expect(schemaOf(world).table).toMatchObject({ id: aTable()["id"], name: "postgres_orders", row_count: rows });
  });

  it.each([
    { action: "reload", rows: 0, says: "only new changes" },
    { action: "resync", rows: 50, says: "everything" },
  ] as const)(
    "moves $says with a $action of CDC that streams on after its data was deleted",
    async ({ action, rows }) => {
      const internal = { cdc_mode: "streaming", initial_sync_complete: true };
      const world = await start(moving({ sync_type: "cdc", primary_key_columns: ["id"], table: null, internal }));
      await post(world, action);
      world.clock.advance(60);

      expect(jobsOf(world)).toMatchObject([{ status: "Completed", rows_synced: rows }]);
      expect(schemaOf(world).table).toMatchObject({ row_count: rows });
    },
  );

  it("keeps the rows of a table that is only delivered to", async () => {
    const live_source = { tables: [{ ...LIVE, webhook_only: true }] };
    const world = await start(moving({ sync_type: "webhook", table: aTable({ row_count: 60 }) }, { live_source }));
    await post(world, "resync");
    world.clock.advance(60);

    expect(jobsOf(world)).toMatchObject([{ status: "Completed", rows_synced: 0 }]);
    expect(schemaOf(world)).toMatchObject({ table: { row_count: 60 }, internal: { reset_pipeline: false } });
  });
});

describe("what a run leaves behind", () => {
  it("is the watermark of a cursor", async () => {
    const world = await start(
      moving({ sync_type: "incremental", incremental_field: "updated_at", incremental_field_type: "timestamp" }),
    );
    await post(world, "reload");
    world.clock.advance(60);

    const { table_max_values, incremental_field_last_value } = schemaOf(world).internal;
    expect(incremental_field_last_value).toBe("2026-10-01T00:00:00.600");
    expect(table_max_values["updated_at"]).toBe(incremental_field_last_value);
  });

  it("is no watermark after a full refresh", async () => {
    const internal = { initial_sync_complete: true, incremental_field_last_value: 5, xmin_last_value: 5 };
    const world = await start(moving({ sync_type: "full_refresh", table: aTable(), internal }));
    await post(world, "reload");
    world.clock.advance(60);

    expect(schemaOf(world).internal).toMatchObject({
      incremental_field_last_value: null,
      xmin_last_value: null,
      initial_sync_complete: true,
    });
  });

  it("is a CDC table that streams from its snapshot on", async () => {
    const internal = { cdc_mode: "snapshot", reset_pipeline: true };
    const world = await start(moving({ sync_type: "cdc", internal }));
    await post(world, "reload");
    world.clock.advance(60);

    expect(schemaOf(world).internal).toMatchObject({
      cdc_mode: "streaming",
      initial_sync_complete: true,
      reset_pipeline: false,
    });
  });

  it("is a table with the columns that were selected, and always the key and the cursor", async () => {
    const world = await start(
      moving({
        sync_type: "incremental",
        enabled_columns: ["note"],
        incremental_field: "updated_at",
        incremental_field_type: "timestamp",
      }),
    );
    await post(world, "reload");
    world.clock.advance(60);

    expect(schemaOf(world).table!.columns.map(({ name }) => name)).toEqual(["id", "note", "updated_at"]);
  });

  it("is a watermark of the cursor that the run began with", async () => {
    const world = await start(
      moving({
        sync_type: "incremental",
        incremental_field: "updated_at",
        incremental_field_type: "timestamp",
        table: aTable({ row_count: 40 }),
        internal: {
          initial_sync_complete: true,
          incremental_field_last_value: "2026-09-01T00:00:00",
          table_max_values: { id: 40, updated_at: "2026-09-01T00:00:00" },
        },
      }),
    );
    await post(world, "reload");
    world.clock.advance(0.3);
    await world.call("PATCH", `external_data_schemas/${ORDERS}/`, {
      body: { incremental_field: "id", incremental_field_type: "integer" },
    });
    expect(schemaOf(world).internal.incremental_field_last_value).toBe(40);

    world.clock.advance(60);

    expect(schemaOf(world)).toMatchObject({
      incremental_field: "id",
      internal: { incremental_field_last_value: "2026-10-01T00:00:00.600" },
    });
  });
});
