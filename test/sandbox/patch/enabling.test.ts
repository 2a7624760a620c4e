import { describe, expect, it } from "vitest";
import { invalid, oneTable, WORKFLOW } from "./one-table.js";

const OFF = { should_sync: false };
const SNAPSHOT = { cdc_mode: "snapshot", initial_sync_complete: false, reset_pipeline: true };
const STREAMING = { cdc_mode: "streaming", cdc_last_log_position: "4/9B", initial_sync_complete: true };

describe("turning a table on", () => {
  it.each(["full_refresh", "incremental", "append", "xmin"])(
    "%s: its schedule goes on, no run starts",
    async (type) => {
      const server = await oneTable({ schema: { ...OFF, sync_type: type } });

      expect(await server.patch({ should_sync: true })).toMatchObject({ status: 200, body: { should_sync: true } });

      expect(server.schema()).toMatchObject({ should_sync: true, status: "Completed", schedule: { paused: false } });
      expect(server.schema().internal.reset_pipeline).toBe(false);
      expect(server.effects()).toEqual([{ kind: "schedule_unpaused" }]);
    },
  );

  it("without a schedule: it gets one, with a first run", async () => {
    const server = await oneTable({ schema: { ...OFF, sync_time_of_day: "03:00:00" }, schedule: null });
    await server.patch({ should_sync: true });
    expect(server.schema().schedule).toEqual({ paused: false, every_seconds: 21_600, offset_seconds: 10_800 });
    expect(server.effects()).toEqual([{ kind: "schedule_created", first_run: true }]);
  });

  it.each([
    ["without a type", {}],
    ["with null as its type", { sync_type: null }],
  ])("that was never set up, %s: refused", async (_, body) => {
    const server = await oneTable({ schema: { ...OFF, sync_type: null } });
    expect(await server.patch({ should_sync: true, ...body })).toEqual(
      invalid("Sync type must be set up first before enabling schema"),
    );
  });

  it("that was never set up, together with its type", async () => {
    const server = await oneTable({ schema: { ...OFF, sync_type: null, table: null }, schedule: null });
    expect(await server.patch({ should_sync: true, sync_type: "full_refresh" })).toMatchObject({ status: 200 });
    expect(server.effects()).toEqual([{ kind: "schedule_created", first_run: true }]);
  });

  it("webhook, once loaded: wiped and imported again at once", async () => {
    const server = await oneTable({ schema: { ...OFF, sync_type: "webhook" } });
    await server.patch({ should_sync: true });
    expect(server.schema().internal.reset_pipeline).toBe(true);
    expect(server.effects()).toEqual([{ kind: "schedule_unpaused" }, { kind: "sync_triggered" }]);
  });

  it("webhook, before it was ever loaded: nothing to wipe", async () => {
    const server = await oneTable({
      schema: { ...OFF, sync_type: "webhook" },
      internal: { initial_sync_complete: false },
    });
    await server.patch({ should_sync: true });
    expect(server.schema().internal.reset_pipeline).toBe(false);
    expect(server.effects()).toEqual([{ kind: "schedule_unpaused" }]);
  });

  it("webhook without a schedule: the first run of the new one is the import", async () => {
    const server = await oneTable({ schema: { ...OFF, sync_type: "webhook" }, schedule: null });
    await server.patch({ should_sync: true });
    expect(server.schema().internal.reset_pipeline).toBe(true);
    expect(server.effects()).toEqual([{ kind: "schedule_created", first_run: true }]);
  });

  it("a direct-query table: shown again", async () => {
    const server = await oneTable({
      schema: OFF,
      schedule: null,
      source: { access_method: "direct" },
      capabilities: { supports_scheduled_sync: false },
      internal: { table_deleted: true },
    });
    expect(await server.patch({ should_sync: true })).toMatchObject({
      body: { table: { name: "shop_postgres_orders" } },
    });
    expect(server.schema().internal.table_deleted).toBe(false);
    expect(server.effects()).toEqual([]);
  });
});

describe("turning a CDC table on", () => {
  const CDC = { ...OFF, sync_type: "cdc" };

  it("publishes it and marks it for a new snapshot, which the next run takes; its position stays", async () => {
    const server = await oneTable({ schema: CDC, internal: { ...STREAMING, cdc_snapshot_lane: "buffer" } });
    await server.patch({ should_sync: true });
    expect(server.schema().internal).toMatchObject({
      ...SNAPSHOT,
      cdc_last_log_position: "4/9B",
      cdc_snapshot_lane: null,
    });
    expect(server.schema().status).toBe("Completed");
    expect(server.source()).toMatchObject({
      cdc: { extraction_schedule: { paused: false } },
      live_source: { cdc: { published_tables: ["public.orders"] } },
    });
    expect(server.effects()).toEqual([
      { kind: "cdc_table_added", table: "public.orders" },
      { kind: "schedule_unpaused" },
    ]);
  });

  it.each([
    ["the customer manages the publication", { cdc_management_mode: "self_managed", cdc_publication_name: "theirs" }],
    ["there is no publication", {}],
  ])("only resumes it where %s", async (_, job_inputs) => {
    const server = await oneTable({ schema: CDC, internal: STREAMING, job_inputs });
    await server.patch({ should_sync: true });
    expect(server.schema().internal).toMatchObject({ ...STREAMING, reset_pipeline: false });
    expect(server.effects()).toEqual([{ kind: "schedule_unpaused" }]);
  });

  it("hands the snapshot to capture while a run is still open: the schedule stays paused", async () => {
    const server = await oneTable({ schema: CDC, internal: STREAMING, running: true });
    await server.patch({ should_sync: true });
    expect(server.schema()).toMatchObject({
      schedule: { paused: true },
      internal: {
        ...STREAMING,
        reset_pipeline: false,
        cdc_reset_pending: { trigger: true, clear_deferred_runs: true },
      },
    });
    expect(server.effects()).toEqual([
      { kind: "cdc_table_added", table: "public.orders" },
      { kind: "workflow_cancelled", workflow_id: WORKFLOW },
      { kind: "schedule_paused" },
      { kind: "cdc_extraction_triggered" },
    ]);
  });

  it("needs a key", async () => {
    const server = await oneTable({ schema: { ...CDC, primary_key_columns: null } });
    expect(await server.patch({ should_sync: true })).toEqual(
      invalid("CDC requires a primary key on table 'public.orders'. Add a primary key on the source table and retry."),
    );
  });

  it.each([
    ["the schedule stays paused until it is repaired", { reason: "slot_missing" }, {}, true],
    ["a lag that the customer can cure holds nothing", { reason: "critical_lag_self_managed" }, {}, false],
    ["a repair that is running lets it go on", { reason: "slot_missing" }, { repair_running: true }, false],
  ])("on a broken source: %s", async (_, cdc_broken, cdc, paused) => {
    const neighbour = { sync_type: "cdc", internal: { cdc_broken } };
    const server = await oneTable({ schema: CDC, internal: STREAMING, neighbour, source: { cdc } });
    expect(await server.patch({ should_sync: true })).toMatchObject({ status: 200, body: { should_sync: true } });
    expect(server.schema().schedule?.paused).toBe(paused);
  });

  it("on a broken source, without a schedule: it gets a paused one", async () => {
    const neighbour = { sync_type: "cdc", internal: { cdc_broken: { reason: "slot_missing" } } };
    const server = await oneTable({ schema: CDC, internal: STREAMING, neighbour, schedule: null });
    await server.patch({ should_sync: true });
    expect(server.effects()).toContainEqual({ kind: "schedule_created", first_run: false });
  });
});

describe("turning a table off", () => {
  it.each(["full_refresh", "incremental", "append", "xmin", "webhook"])("%s: its schedule is paused", async (type) => {
    const server = await oneTable({ schema: { sync_type: type } });
    await server.patch({ should_sync: false });
    expect(server.schema()).toMatchObject({ should_sync: false, schedule: { paused: true } });
    expect(server.effects()).toEqual([{ kind: "schedule_paused" }]);
  });

  it("without a schedule: nothing to pause", async () => {
    const server = await oneTable({ schedule: null });
    await server.patch({ should_sync: false });
    expect(server.effects()).toEqual([]);
  });

  it("leaves a run to a task of the server: nothing moves in a sandbox that stands still", async () => {
    const server = await oneTable({ running: true, schema: { status: "Running" } });
    await server.patch({ should_sync: false });
    expect(server.schema().status).toBe("Running");
    expect(server.source().jobs[0]?.status).toBe("Running");
  });

  it("cdc: leaves the publication, and capture ends with its last table", async () => {
    const server = await oneTable({
      schema: { sync_type: "cdc" },
      internal: { ...STREAMING, cdc_snapshot_lane: "buffer" },
      source: { cdc: { extraction_schedule: { paused: false } } },
      live: { cdc: { published_tables: ["public.orders", "public.users"] } },
    });
    await server.patch({ should_sync: false });
    expect(server.schema().internal).toMatchObject({ ...STREAMING, cdc_snapshot_lane: null, reset_pipeline: false });
    expect(server.source()).toMatchObject({
      cdc: { extraction_schedule: null },
      live_source: { cdc: { published_tables: ["public.users"] } },
    });
    expect(server.effects()).toEqual([
      { kind: "cdc_table_removed", table: "public.orders" },
      { kind: "schedule_paused" },
    ]);
  });

  it("cdc, while the database cannot be reached: the publication is left as it is", async () => {
    const live = { connection_error: "connection refused", cdc: { published_tables: ["public.orders"] } };
    const server = await oneTable({ schema: { sync_type: "cdc" }, live });
    expect(await server.patch({ should_sync: false })).toMatchObject({ status: 200 });
    expect(server.source().live_source.cdc.published_tables).toEqual(["public.orders"]);
    expect(server.effects()).toEqual([{ kind: "schedule_paused" }]);
  });

  it("a direct-query table: hidden", async () => {
    const server = await oneTable({
      schedule: null,
      source: { access_method: "direct" },
      capabilities: { supports_scheduled_sync: false },
    });
    expect(await server.patch({ should_sync: false })).toMatchObject({ body: { table: null } });
    expect(server.schema().internal.table_deleted).toBe(true);
  });
});
