import { describe, expect, it } from "vitest";
import { invalid, oneTable, WORKFLOW, type Settings } from "./one-table.js";

const STREAMING = { cdc_mode: "streaming", cdc_last_log_position: "4/9B", initial_sync_complete: true };

const cdcTable = (mode: string, settings: Settings = {}): Settings => ({
  ...settings,
  schema: { sync_type: "cdc", cdc_table_mode: mode, ...settings.schema },
  internal: { ...STREAMING, ...settings.internal },
});

const ADDING = [
  ["consolidated", "cdc_only"],
  ["consolidated", "both"],
  ["cdc_only", "consolidated"],
  ["cdc_only", "both"],
];

describe("a table mode that writes a table which was not written before", () => {
  it.each(ADDING)("%s to %s: a new snapshot at once", async (from, to) => {
    const server = await oneTable(cdcTable(from ?? ""));

    expect(await server.patch({ cdc_table_mode: to })).toMatchObject({
      status: 200,
      body: { cdc_table_mode: to, status: "Running" },
    });

    expect(server.schema()).toMatchObject({
      cdc_table_mode: to,
      status: "Running",
      internal: {
        cdc_mode: "snapshot",
        initial_sync_complete: false,
        cdc_last_log_position: null,
        reset_pipeline: true,
      },
    });
    expect(server.effects()).toEqual([{ kind: "sync_triggered" }]);
  });

  it("is handed to capture while a run is open", async () => {
    const server = await oneTable(cdcTable("consolidated", { running: true, schema: { status: "Running" } }));
    await server.patch({ cdc_table_mode: "both" });
    expect(server.schema()).toMatchObject({
      cdc_table_mode: "both",
      schedule: { paused: true },
      internal: {
        ...STREAMING,
        reset_pipeline: false,
        cdc_reset_pending: { trigger: true, clear_deferred_runs: true },
      },
    });
    expect(server.effects()).toEqual([
      { kind: "workflow_cancelled", workflow_id: WORKFLOW },
      { kind: "schedule_paused" },
      { kind: "cdc_extraction_triggered" },
    ]);
  });

  it.each([
    ["the trigger fails", { temporal: { trigger: "unavailable" } }],
    ["there is no schedule", { schedule: null }],
  ])("waits for the next run when %s, and the answer is 200", async (_, settings) => {
    const server = await oneTable(cdcTable("consolidated", settings));
    expect(await server.patch({ cdc_table_mode: "both" })).toMatchObject({
      status: 200,
      body: { status: "Completed" },
    });
    expect(server.schema().internal.reset_pipeline).toBe(true);
    expect(server.effects()).toEqual([]);
  });

  it("does not hide why a halted table stands still", async () => {
    const server = await oneTable(
      cdcTable("consolidated", { schema: { status: "Failed" }, internal: { cdc_extraction_paused: { at: "now" } } }),
    );
    await server.patch({ cdc_table_mode: "both" });
    expect(server.schema().status).toBe("Failed");
    expect(server.effects()).toEqual([{ kind: "sync_triggered" }]);
  });

  it("counts together with the move to CDC as well", async () => {
    const server = await oneTable({ schema: { sync_type: "full_refresh" } });
    await server.patch({ sync_type: "cdc", cdc_table_mode: "both" });
    expect(server.schema()).toMatchObject({
      cdc_table_mode: "both",
      status: "Running",
      internal: { reset_pipeline: true },
    });
    expect(server.effects()).toEqual([{ kind: "cdc_table_added", table: "public.orders" }, { kind: "sync_triggered" }]);
  });

  it.each(ADDING)("%s to %s is refused over the monthly limit", async (from, to) => {
    const server = await oneTable(cdcTable(from ?? "", { server: { sync_limit_reached: true } }));
    expect(await server.patch({ cdc_table_mode: to })).toEqual(
      invalid(
        "Monthly sync limit reached. Please increase your billing limit before changing the CDC table mode — a full re-snapshot would be required.",
      ),
    );
    expect(server.schema().cdc_table_mode).toBe(from);
  });
});

describe("a table mode that drops a table, or changes nothing", () => {
  it.each([
    ["both", "consolidated"],
    ["both", "cdc_only"],
    ["both", "both"],
    ["cdc_only", "cdc_only"],
  ])("%s to %s: stored", async (from, to) => {
    const server = await oneTable(cdcTable(from, { server: { sync_limit_reached: true } }));
    expect(await server.patch({ cdc_table_mode: to })).toMatchObject({ status: 200, body: { cdc_table_mode: to } });
    expect(server.schema().internal).toMatchObject({ ...STREAMING, reset_pipeline: false });
    expect(server.effects()).toEqual([]);
  });
});
