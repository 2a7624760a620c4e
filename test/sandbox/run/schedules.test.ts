import { describe, expect, it } from "vitest";
import { moving, start, jobsOf } from "../support/moving-world.js";

describe("schedules", () => {
  const hourly = { schedule: { paused: false, every_seconds: 3600, offset_seconds: 600 } };

  it("fire at their offset, without leaving an effect", async () => {
    const world = await start(moving(hourly));

    world.clock.advance(599);
    expect(jobsOf(world)).toEqual([]);
    world.clock.advance(2);

    expect(jobsOf(world)).toMatchObject([{ created_at: "2026-10-01T00:10:00Z", status: "Completed" }]);
    expect(world.state().effects).toEqual([]);
  });

  it("fire every time that somebody looks in between, and once for a longer while", async () => {
    const world = await start(moving(hourly));
    for (let hour = 0; hour < 3; hour++) {
      world.clock.advance(3600);
      world.state();
    }
    world.clock.advance(10 * 3600);

    expect(jobsOf(world).map((job) => job.created_at.slice(11, 16))).toEqual(["00:10", "01:10", "02:10", "12:10"]);
  });

  it.each([
    { what: "it is paused", schema: { schedule: { ...hourly.schedule, paused: true } } },
    { what: "the schema is switched off", schema: { ...hourly, should_sync: false } },
    { what: "there is none", schema: { schedule: null } },
    { what: "the schema is deleted", schema: { ...hourly, deleted: true } },
  ])("do not fire when $what", async ({ schema }) => {
    const world = await start(moving(schema));
    world.clock.advance(86_400);

    expect(jobsOf(world)).toEqual([]);
  });

  it("do not fire a second time when the clock is turned back", async () => {
    const world = await start(moving(hourly));
    world.clock.advance(700);
    world.state();
    world.clock.advance(-300);
    world.state();
    world.clock.advance(300);

    expect(jobsOf(world)).toHaveLength(1);
  });

  it("skip while a run is in flight", async () => {
    const world = await start(moving(hourly, {}, { extensions: { runs: { rows_per_second: 0.001 } } }));
    world.clock.advance(700);
    world.state();
    world.clock.advance(3600);

    expect(jobsOf(world)).toMatchObject([{ created_at: "2026-10-01T00:10:00Z", status: "Running" }]);
  });
});
