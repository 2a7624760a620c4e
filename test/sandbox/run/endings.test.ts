import { describe, expect, it } from "vitest";
import { aJob, aTable, ORDERS } from "../support/documents.js";
import { moving, start, post, schemaOf, jobsOf } from "../support/moving-world.js";

describe("a run that is ended", () => {
  const slow = { extensions: { runs: { base_seconds: 30 } } };

  it.each([{ pipeline: "v3" }, { pipeline: "older" }])("by cancel, on the $pipeline pipeline", async ({ pipeline }) => {
    const running = aJob({ created_at: "2026-10-01T00:00:00Z", pipeline_version: "v2-non-dlt" });
    const world = await start(moving({ status: "Running" }, { jobs: pipeline === "v3" ? [] : [running] }, slow));
    if (pipeline === "v3") await post(world, "reload");
    world.clock.advance(1);

    expect((await post(world, "cancel")).status).toBe(200);
    expect(jobsOf(world)).toMatchObject([{ status: pipeline === "v3" ? "Failed" : "Running" }]);
    world.clock.advance(1);

    expect(jobsOf(world)).toMatchObject([
      { status: "Failed", latest_error: "Sync cancelled by user", workflow_state: "gone" },
    ]);
    expect(schemaOf(world)).toMatchObject({ status: "Failed", latest_error: "Sync cancelled by user", table: null });
    world.clock.advance(60);
    expect(jobsOf(world)).toHaveLength(1);
  });

  it("by its mark alone, when the cancel call does not go out", async () => {
    const world = await start(moving({}, {}, { ...slow, temporal: { cancel: "unavailable" } }));
    await post(world, "reload");
    world.clock.advance(1);

    expect((await post(world, "cancel")).status).toBe(200);
    world.clock.advance(60);

    expect(jobsOf(world)).toMatchObject([{ status: "Failed", rows_synced: 0 }]);
    expect(schemaOf(world)).toMatchObject({ status: "Failed", table: null });
  });

  it("by switching the table off", async () => {
    const world = await start(moving({}, {}, slow));
    await post(world, "reload");
    world.clock.advance(1);

    await world.call("PATCH", `external_data_schemas/${ORDERS}/`, { body: { should_sync: false } });
    world.clock.advance(1);

    expect(jobsOf(world)).toMatchObject([
      { status: "Failed", latest_error: "Sync stopped because syncing was turned off" },
    ]);
  });

  it("by resync, which leaves the wipe to the next run as long as the old one is closing", async () => {
    const world = await start(moving({ table: aTable({ row_count: 99 }) }, {}, slow));
    await post(world, "reload");
    world.clock.advance(1);

    await post(world, "resync");
    world.clock.advance(60);
    expect(jobsOf(world)).toMatchObject([{ status: "Failed" }]);
    expect(schemaOf(world)).toMatchObject({ status: "Failed", internal: { reset_pipeline: true } });

    await post(world, "reload");
    world.clock.advance(60);
    expect(jobsOf(world)).toMatchObject([{ status: "Failed" }, { status: "Completed" }]);
    expect(schemaOf(world)).toMatchObject({ table: { row_count: 50 }, internal: { reset_pipeline: false } });
  });

  it("by resync of a CDC table, which capture then starts over", async () => {
    const cdc = {
      sync_type: "cdc",
      table: aTable({ row_count: 99 }),
      internal: { cdc_mode: "streaming", initial_sync_complete: true },
    };
    const world = await start(moving(cdc, {}, slow));
    await post(world, "reload");
    world.clock.advance(1);

    await post(world, "resync");
    expect(schemaOf(world).schedule).toMatchObject({ paused: true });
    world.clock.advance(1);
    world.state();
    world.clock.advance(60);

    expect(jobsOf(world)).toMatchObject([{ status: "Failed" }, { status: "Completed", rows_synced: 50 }]);
    expect(schemaOf(world)).toMatchObject({
      schedule: { paused: false },
      table: { row_count: 50 },
      internal: { cdc_mode: "streaming", cdc_reset_pending: null, reset_pipeline: false },
    });
  });

  it("never, when its workflow is gone: the job stays stuck", async () => {
    const stuck = aJob({ created_at: "2026-10-01T00:00:00Z", workflow_state: "gone" });
    const world = await start(moving({}, { jobs: [stuck] }));
    world.clock.advance(3600);

    expect(jobsOf(world)).toMatchObject([{ status: "Running" }]);
  });
});
