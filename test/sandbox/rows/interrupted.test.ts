import { describe, expect, it } from "vitest";
import {
  CURSOR,
  insert,
  jobsOf,
  lastJob,
  post,
  remove,
  rowWorld,
  schemaOf,
  SOURCE,
  update,
  type RowWorld,
  type Settings,
} from "./row-world.js";

/** A second until a run begins, and until one that was cancelled has closed; then a row a second. */
const SLOW = { extensions: { runs: { start_seconds: 1, base_seconds: 0, rows_per_second: 1 } } };
const FOUR = ["1 a 01:00", "2 b 02:00", "3 c 03:00", "4 d 04:00"];
const LATER = [update("1 A 05:00"), update("2 B 06:00"), update("3 C 07:00"), update("4 D 08:00")];

/** Asking for the state is what brings the world up to the time. */
const begun = async (world: RowWorld, trigger = "reload"): Promise<void> => {
  await post(world, trigger);
  world.clock.advance(1);
  schemaOf(world);
};

const cancelledAfter = async (world: RowWorld, seconds: number, trigger = "reload"): Promise<void> => {
  await begun(world, trigger);
  world.clock.advance(seconds);
  expect((await post(world, "cancel")).status).toBe(200);
  world.clock.advance(1);
  schemaOf(world);
};

const synced = async (settings: Settings): Promise<RowWorld> => {
  const world = await rowWorld(FOUR, { server: SLOW, ...settings });
  await world.run();
  return world;
};

describe("a run that is cancelled half-way", () => {
  it.each([
    { type: "incremental", half: ["1 A 05:00", "2 B 06:00", "3 c 03:00", "4 d 04:00"] },
    { type: "append", half: [...FOUR, "1 A 05:00", "2 B 06:00"] },
  ])("$type: leaves what was written, and reads it again", async ({ type, half }) => {
    const world = await synced({ schema: { ...CURSOR, sync_type: type } });
    world.change(...LATER);
    await cancelledAfter(world, 2);

    expect(world.table()).toEqual(half);
    expect(lastJob(world)).toMatchObject({ status: "Failed", rows_synced: 2 });
    expect(schemaOf(world)).toMatchObject({
      table: { row_count: half.length },
      internal: { incremental_field_last_value: "2026-09-01T04:00:00" },
    });

    await world.run();
    const later = ["1 A 05:00", "2 B 06:00", "3 C 07:00", "4 D 08:00"];
    expect(world.table()).toEqual(type === "append" ? [...FOUR, ...later] : later);
  });

  it("full_refresh: leaves a part of the table, and the whole again after the next run", async () => {
    const world = await synced({ schema: { sync_type: "full_refresh" } });
    await cancelledAfter(world, 3);
    expect(world.table()).toEqual(FOUR.slice(0, 3));

    await world.run();
    expect(world.table()).toEqual(FOUR);
  });

  it("of a wipe, leaves what is there before the first row, and nothing of it after the next run", async () => {
    const world = await synced({ schema: CURSOR });
    world.change(remove(1));
    await cancelledAfter(world, 0, "resync");
    expect(world.table()).toEqual(FOUR);
    expect(schemaOf(world).internal).toMatchObject({ reset_pipeline: false, incremental_field_last_value: null });

    await world.run();
    expect(world.table()).toEqual(FOUR.slice(1));
  });

  it("is a first one: leaves no table", async () => {
    const world = await rowWorld(FOUR, { schema: CURSOR, server: SLOW });
    await cancelledAfter(world, 2);

    expect(schemaOf(world).table).toBeNull();
    expect(world.table()).toEqual([]);
  });
});

describe("a run that cannot end well", () => {
  it("fails and switches the table off when two rows share the key", async () => {
    const world = await rowWorld(["1 a 01:00", "1 b 02:00"], { schema: CURSOR });
    await world.run();

    expect(lastJob(world)).toMatchObject({ status: "Failed" });
    expect(schemaOf(world)).toMatchObject({
      should_sync: false,
      latest_error: expect.stringContaining("The primary keys for this table are not unique."),
    });
    expect(world.table()).toEqual([]);
  });

  it("fails for the want of a key only where there are rows to merge over", async () => {
    const keyless = { columns: [{ name: "updated_at", data_type: "timestamp" }], primary_keys: null };
    const world = await rowWorld(["1 a 01:00"], {
      schema: { ...CURSOR, primary_key_columns: null },
      table: keyless,
      source: { capabilities: {} },
    });
    await world.run();
    expect(world.table()).toEqual(["1 a 01:00"]);

    world.change(insert("2 b 02:00"));
    await world.run();
    expect(schemaOf(world)).toMatchObject({
      should_sync: false,
      latest_error: "Primary key required for incremental syncs",
    });
  });

  it("leaves a marked wipe to the next run when the source cannot be reached", async () => {
    const world = await synced({ schema: CURSOR, live: {} });
    world.change(remove(1));
    const { effects: _, ...document } = world.state();
    document.sources[0]!.live_source.credentials_error = "no entry";
    world.sandbox.reset(document);
    await post(world, "resync");
    world.clock.advance(60);
    expect(schemaOf(world)).toMatchObject({ should_sync: false, internal: { reset_pipeline: true } });
    expect(world.table()).toEqual(FOUR);
  });

  it.each([
    { what: "a database is counted first: nothing is copied", detects: true, holds: FOUR, moved: 0, wipe: true },
    { what: "others stop half-way", detects: false, holds: FOUR.slice(0, 2), moved: 2, wipe: false },
  ])("over the limit, $what", async ({ detects, holds, moved, wipe }) => {
    const world = await synced({ schema: CURSOR, source: { capabilities: { detects_primary_keys: detects } } });
    await begun(world, "resync");
    const { effects: _, ...document } = world.state();
    document.server.sync_limit_reached = true;
    world.sandbox.reset(document);
    world.clock.advance(60);

    expect(world.table()).toEqual(holds);
    expect(lastJob(world)).toMatchObject({ status: "BillingLimitReached", rows_synced: moved });
    expect(schemaOf(world).internal.reset_pipeline).toBe(wipe);
  });

  it("is read at its begin: what changes while it runs is left to the next one", async () => {
    const world = await synced({ schema: CURSOR });
    world.change(insert("5 e 05:00"));
    await begun(world);
    world.change(insert("6 f 06:00"));
    world.clock.advance(60);
    expect(world.table()).toEqual([...FOUR, "5 e 05:00"]);

    await world.run();
    expect(world.table()).toEqual([...FOUR, "5 e 05:00", "6 f 06:00"]);
  });

  it("goes on in a sandbox that takes the document over, to the same rows", async () => {
    const world = await synced({ schema: CURSOR });
    world.change(...LATER);
    await begun(world);
    world.clock.advance(2);
    const { effects: _, ...document } = world.state();
    world.sandbox.reset(document);
    expect(world.state()).toEqual({ ...document, effects: [] });
    world.clock.advance(60);

    expect(world.table()).toEqual(["1 A 05:00", "2 B 06:00", "3 C 07:00", "4 D 08:00"]);
    expect(jobsOf(world)).toHaveLength(2);
    expect(world.state().sources[0]!.id).toBe(SOURCE);
  });
});
