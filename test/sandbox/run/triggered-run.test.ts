import { describe, expect, it } from "vitest";
import { ORDERS } from "../support/documents.js";
import { moving, start, post, schemaOf, jobsOf } from "../support/moving-world.js";

const play = async () => {
  const world = await start(moving());
  await post(world, "reload");
  world.clock.advance(0.4);
  await post(world, "resync");
  world.clock.advance(60);
  return world.state();
};

describe("a triggered run", () => {
  it("becomes a job, runs, and ends with its rows in the table", async () => {
    const world = await start(moving({ latest_error: "old" }));
    await post(world, "reload");

    world.clock.advance(0.1);
    expect(jobsOf(world)).toEqual([]);
    expect(schemaOf(world).status).toBe("Running");

    world.clock.advance(0.1);
    expect(jobsOf(world)).toMatchObject([
      { schema_id: ORDERS, status: "Running", finished_at: null, workflow_state: "open" },
    ]);
    expect(schemaOf(world)).toMatchObject({ status: "Running", table: null, latest_error: "old" });

    world.clock.advance(0.5);
    expect(jobsOf(world)).toMatchObject([
      {
        created_at: "2026-10-01T00:00:00.200Z",
        finished_at: "2026-10-01T00:00:00.600Z",
        status: "Completed",
        rows_synced: 50,
        latest_error: null,
        workflow_state: "gone",
        billable: true,
      },
    ]);
    expect(schemaOf(world)).toMatchObject({
      status: "Completed",
      latest_error: null,
      last_synced_at: "2026-10-01T00:00:00.600Z",
      primary_key_columns: ["id"],
      table: { name: "shop_postgres_orders", hogql_name: "postgres.shop.orders", row_count: 50 },
      internal: {
        initial_sync_complete: true,
        table_max_values: { id: 50, amount: 50, updated_at: "2026-10-01T00:00:00.600" },
      },
    });
    expect(schemaOf(world).table!.columns.map(({ name, type }) => [name, type])).toEqual([
      ["id", "integer"],
      ["amount", "decimal"],
      ["note", "string"],
      ["updated_at", "datetime"],
    ]);
    expect(world.state().sources[0]!.last_run_at).toBe("2026-10-01T00:00:00.200Z");
  });

  it("does not move while the document fixes the time, nor in the still mode", async () => {
    const fixed = await start(moving({}, {}, { now: "2026-10-01T00:00:00Z" }));
    const still = await start(moving({}, {}, { auto_progress: false }));

    for (const world of [fixed, still]) {
      await post(world, "reload");
      world.clock.advance(86_400);
      expect(jobsOf(world)).toEqual([]);
      expect(schemaOf(world).status).toBe("Running");
    }
  });

  it("goes at the pace of the document", async () => {
    const runs = { start_seconds: 10, base_seconds: 20, rows_per_second: 5 };
    const world = await start(moving({}, {}, { extensions: { runs } }));
    await post(world, "reload");

    world.clock.advance(10 + 20 + 50 / 5);

    expect(jobsOf(world)).toMatchObject([{ created_at: "2026-10-01T00:00:10Z", finished_at: "2026-10-01T00:00:40Z" }]);
  });

  it("is dropped while another one is in flight, and answers 200 all the same", async () => {
    const world = await start(moving());
    await post(world, "reload");
    expect((await post(world, "reload")).status).toBe(200);
    world.clock.advance(0.3);
    expect((await post(world, "reload")).status).toBe(200);

    world.clock.advance(60);

    expect(jobsOf(world)).toHaveLength(1);
    expect(world.state().effects).toHaveLength(3);
  });

  it("does not start from a schedule that was created paused", async () => {
    const world = await start(moving({ should_sync: false, schedule: null }));
    await post(world, "reload");
    world.clock.advance(60);

    expect(jobsOf(world)).toEqual([]);
  });

  it("starts from a schedule that was created running", async () => {
    const world = await start(moving({ schedule: null }));
    await post(world, "reload");
    world.clock.advance(60);

    expect(jobsOf(world)).toMatchObject([{ status: "Completed" }]);
  });

  it("is the same for the same document and the same times", async () => {
    expect(await play()).toEqual(await play());
  });

  it("goes on in a sandbox that takes the document over", async () => {
    const first = await start(moving());
    await post(first, "reload");
    first.clock.advance(0.3);
    const { effects: _, ...document } = first.state();

    const second = await start(document);
    second.clock.advance(0.6);

    expect(jobsOf(second)).toMatchObject([{ finished_at: "2026-10-01T00:00:00.600Z", status: "Completed" }]);
    expect(second.state().extensions).toEqual({});
  });
});
