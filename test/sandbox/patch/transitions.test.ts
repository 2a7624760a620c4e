import { describe, expect, it } from "vitest";
import { oneTable, type Settings } from "./one-table.js";

const TYPES = ["full_refresh", "incremental", "append", "webhook", "cdc", "xmin"];
const TRIGGERED = { kind: "sync_triggered" };
const ADDED = { kind: "cdc_table_added", table: "public.orders" };
const REMOVED = { kind: "cdc_table_removed", table: "public.orders" };
const STREAMING = { cdc_mode: "streaming", cdc_last_log_position: "4/9B" };

const tableOf = (type: string | null, settings: Settings = {}): Settings => ({
  ...settings,
  schema: { sync_type: type, ...settings.schema },
  internal: { ...(type === "cdc" && STREAMING), ...settings.internal },
});

/** What PostHog does by itself. */
function expected(from: string, to: string | null): { readonly effects: readonly unknown[]; readonly wiped: boolean } {
  const crossesXmin = from !== to && (from === "xmin" || to === "xmin");
  return {
    effects: [
      ...(to === "cdc" && from !== "cdc" ? [ADDED] : []),
      ...(from === "cdc" && to !== "cdc" ? [REMOVED] : []),
      ...(crossesXmin ? [TRIGGERED] : []),
    ],
    wiped: crossesXmin,
  };
}

describe.each(TYPES)("from %s", (from) => {
  it.each([...TYPES, null])("to %s", async (to) => {
    const server = await oneTable(tableOf(from));
    const { effects, wiped } = expected(from, to);

    expect(await server.patch({ sync_type: to })).toMatchObject({ status: 200, body: { sync_type: to } });

    const { schedule, status, table, should_sync, internal } = server.schema();
    expect({ schedule, status, should_sync }).toMatchObject({
      schedule: { paused: false },
      status: "Completed",
      should_sync: true,
    });
    expect(table?.row_count).toBe(1000);
    expect(internal).toMatchObject({ reset_pipeline: wiped, incremental_field_last_value: "2026-09-24T06:00:00" });
    expect(server.effects()).toEqual(effects);
  });
});

describe("from nothing", () => {
  it.each(TYPES.filter((type) => type !== "cdc" && type !== "xmin"))("to %s: stored, and nothing runs", async (to) => {
    const server = await oneTable(tableOf(null, { schema: { should_sync: false, table: null }, schedule: null }));
    expect(await server.patch({ sync_type: to })).toMatchObject({ status: 200 });
    expect(server.schema()).toMatchObject({ sync_type: to, should_sync: false, schedule: null });
    expect(server.effects()).toEqual([]);
  });
});

describe("joining CDC", () => {
  it("waits for the next run to take a snapshot, merged over what is there", async () => {
    const server = await oneTable(
      tableOf("full_refresh", {
        internal: { ...STREAMING, cdc_snapshot_lane: "buffer", cdc_reset_pending: { trigger: true } },
      }),
    );
    await server.patch({ sync_type: "cdc" });
    expect(server.schema().internal).toMatchObject({
      cdc_mode: "snapshot",
      initial_sync_complete: false,
      cdc_last_log_position: null,
      cdc_reset_pending: null,
      cdc_snapshot_lane: null,
      reset_pipeline: false,
    });
    expect(server.source()).toMatchObject({
      cdc: { extraction_schedule: { paused: false } },
      live_source: { cdc: { published_tables: ["public.orders"] } },
    });
  });

  it("publishes a disabled table too, but captures nothing yet", async () => {
    const server = await oneTable(tableOf("full_refresh", { schema: { should_sync: false } }));
    await server.patch({ sync_type: "cdc" });
    expect(server.source().cdc.extraction_schedule).toBeNull();
    expect(server.effects()).toEqual([ADDED]);
  });

  it("and being enabled in one step starts over once, as a join", async () => {
    const server = await oneTable(tableOf("full_refresh", { schema: { should_sync: false }, running: true }));
    await server.patch({ sync_type: "cdc", should_sync: true });
    expect(server.schema().internal).toMatchObject({
      cdc_mode: "snapshot",
      reset_pipeline: false,
      cdc_reset_pending: null,
    });
    expect(server.effects()).toEqual([ADDED, { kind: "schedule_unpaused" }]);
  });

  it("leaves a publication of the customer alone", async () => {
    const job_inputs = { cdc_management_mode: "self_managed", cdc_publication_name: "theirs" };
    const server = await oneTable(
      tableOf("full_refresh", { job_inputs, liveTable: { cdc_publish_error: "not_owner" } }),
    );
    expect(await server.patch({ sync_type: "cdc" })).toMatchObject({ status: 200 });
    expect(server.schema().internal.cdc_mode).toBe("snapshot");
    expect(server.effects()).toEqual([]);
  });
});

describe("CDC repeated", () => {
  it("keeps its mode and position", async () => {
    const server = await oneTable(tableOf("cdc"));
    await server.patch({ sync_type: "cdc", primary_key_columns: ["id"] });
    expect(server.schema().internal).toMatchObject({ ...STREAMING, initial_sync_complete: true });
    expect(server.effects()).toEqual([]);
  });
});

describe("leaving CDC", () => {
  it("drops a reset that capture would have finished, and resumes the schedule it had paused", async () => {
    const server = await oneTable(
      tableOf("cdc", {
        schedule: { paused: true },
        internal: { cdc_reset_pending: { trigger: true }, cdc_snapshot_lane: "buffer" },
      }),
    );
    await server.patch({ sync_type: "full_refresh" });
    expect(server.schema()).toMatchObject({
      schedule: { paused: false },
      internal: { cdc_reset_pending: null, cdc_snapshot_lane: null },
    });
    expect(server.effects()).toEqual([REMOVED, { kind: "schedule_unpaused" }]);
  });

  it("takes a new cursor from the table when the field is sent", async () => {
    const server = await oneTable(tableOf("cdc"));
    await server.patch({ sync_type: "incremental", incremental_field: "id", incremental_field_type: "integer" });
    expect(server.schema().internal).toMatchObject({ incremental_field_last_value: 1000, reset_pipeline: false });
  });

  it.each(["full_refresh", "incremental", "append", "webhook", null])(
    "from cdc_only to %s wipes the frozen table at once",
    async (to) => {
      const server = await oneTable(tableOf("cdc", { schema: { cdc_table_mode: "cdc_only" } }));
      await server.patch({ sync_type: to });
      expect(server.schema().internal.reset_pipeline).toBe(true);
      expect(server.effects()).toEqual([REMOVED, TRIGGERED]);
    },
  );

  it("from both keeps the table", async () => {
    const server = await oneTable(tableOf("cdc", { schema: { cdc_table_mode: "both" } }));
    await server.patch({ sync_type: "full_refresh" });
    expect(server.schema().internal.reset_pipeline).toBe(false);
  });
});

describe("a wipe that a new type needs", () => {
  it.each([
    ["to xmin", tableOf("full_refresh", { schema: { should_sync: false } }), "xmin", []],
    ["from xmin", tableOf("xmin", { schema: { should_sync: false } }), "full_refresh", []],
    [
      "from cdc_only",
      tableOf("cdc", { schema: { should_sync: false, cdc_table_mode: "cdc_only" } }),
      "full_refresh",
      [REMOVED],
    ],
  ])("waits for the next run of a disabled table: %s", async (_, settings, to, effects) => {
    const server = await oneTable(settings);
    await server.patch({ sync_type: to });
    expect(server.schema().internal.reset_pipeline).toBe(true);
    expect(server.effects()).toEqual(effects);
  });

  it("starts at once for a table that is enabled in the same step", async () => {
    const server = await oneTable(tableOf("full_refresh", { schema: { should_sync: false } }));
    await server.patch({ sync_type: "xmin", should_sync: true });
    expect(server.effects()).toEqual([{ kind: "schedule_unpaused" }, TRIGGERED]);
  });

  it("cancels no run in flight", async () => {
    const server = await oneTable(tableOf("full_refresh", { running: true }));
    await server.patch({ sync_type: "xmin" });
    expect(server.effects()).toEqual([TRIGGERED]);
  });
});
