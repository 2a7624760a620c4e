import { describe, expect, it } from "vitest";
import type { SourceChange } from "../../../src/sandbox/start.js";
import { CURSOR, insert, lastJob, remove, rowWorld, schemaOf, update, type Settings } from "./row-world.js";

interface History {
  readonly what: string;
  readonly settings: Settings;
  readonly source: readonly string[];
  /** Each followed by a run; the first run comes before all of them. */
  readonly steps: readonly (readonly SourceChange[])[];
  readonly holds: readonly string[];
  /** Rows moved by the last run. */
  readonly moved: number;
}

const incremental = { schema: CURSOR };
const append = { schema: { ...CURSOR, sync_type: "append" } };
const xmin = { schema: { sync_type: "xmin", primary_key_columns: ["id"] } };

describe("what the warehouse holds after runs that poll", () => {
  it.each<History>([
    {
      what: "full_refresh: the source, each time",
      settings: { schema: { sync_type: "full_refresh" } },
      source: ["1 a 01:00", "2 b 02:00"],
      steps: [[update("1 A 01:00"), remove(2), insert("3 c 00:30")]],
      holds: ["1 A 01:00", "3 c 00:30"],
      moved: 2,
    },
    {
      what: "incremental: what is newer than the watermark, merged by key",
      settings: incremental,
      source: ["1 a 01:00", "2 b 02:00"],
      steps: [[update("1 A 03:00"), insert("3 c 04:00")], []],
      holds: ["1 A 03:00", "2 b 02:00", "3 c 04:00"],
      moved: 0,
    },
    {
      what: "incremental: no deletes",
      settings: incremental,
      source: ["1 a 01:00", "2 b 02:00"],
      steps: [[remove(1)]],
      holds: ["1 a 01:00", "2 b 02:00"],
      moved: 0,
    },
    {
      what: "incremental: nothing late, not even with the value of the watermark itself",
      settings: incremental,
      source: ["1 a 01:00", "2 b 02:00"],
      steps: [[insert("3 c 01:30"), insert("4 d 02:00")]],
      holds: ["1 a 01:00", "2 b 02:00"],
      moved: 0,
    },
    {
      what: "incremental: what came late within the lookback",
      settings: { schema: { ...CURSOR, incremental_field_lookback_seconds: 3600 } },
      source: ["1 a 01:00", "2 b 02:00"],
      steps: [[insert("3 c 01:30"), insert("4 d 00:59")]],
      holds: ["1 a 01:00", "2 b 02:00", "3 c 01:30"],
      moved: 2,
    },
    {
      what: "incremental without a cursor: everything again, merged",
      settings: { schema: { ...CURSOR, incremental_field: null, incremental_field_type: null } },
      source: ["1 a 01:00", "2 b 02:00"],
      steps: [[remove(1), update("2 B 00:30")]],
      holds: ["1 a 01:00", "2 B 00:30"],
      moved: 1,
    },
    {
      what: "append: every version that was met",
      settings: append,
      source: ["1 a 01:00", "2 b 02:00"],
      steps: [[update("1 A 03:00")], [update("1 AA 04:00"), insert("3 c 01:30")]],
      holds: ["1 a 01:00", "2 b 02:00", "1 A 03:00", "1 AA 04:00"],
      moved: 1,
    },
    {
      what: "append: what came late is not read, and no lookback is applied",
      settings: { schema: { ...append.schema, incremental_field_lookback_seconds: 3600 } },
      source: ["1 a 01:00", "2 b 02:00"],
      steps: [[insert("3 c 01:30")], []],
      holds: ["1 a 01:00", "2 b 02:00"],
      moved: 0,
    },
    {
      what: "xmin: every written row, whatever its values, and no deletes",
      settings: xmin,
      source: ["1 a 01:00", "2 b 02:00"],
      steps: [[update("1 A 00:10"), insert("3 c 00:20"), remove(2)], []],
      holds: ["1 A 00:10", "2 b 02:00", "3 c 00:20"],
      moved: 0,
    },
    {
      what: "row filters: only what passes, and rows that no longer do stay",
      settings: {
        schema: {
          ...CURSOR,
          source_column_metadata_available: true,
          available_columns: [{ name: "note", data_type: "text" }],
          row_filters: [{ column: "note", operator: "!=", value: "x" }],
        },
      },
      source: ["1 a 01:00", "2 x 02:00"],
      steps: [[update("1 x 03:00"), insert("3 c 04:00")]],
      holds: ["1 a 01:00", "3 c 04:00"],
      moved: 1,
    },
  ])("$what", async ({ settings, source, steps, holds, moved }) => {
    const world = await rowWorld(source, settings);
    await world.run();
    for (const changes of steps) {
      world.change(...changes);
      await world.run();
    }

    expect(world.table()).toEqual(holds);
    expect(lastJob(world)).toMatchObject({ status: "Completed", rows_synced: moved });
    expect(schemaOf(world).table).toMatchObject({ row_count: holds.length });
  });

  it("is only the selected columns, with key and cursor", async () => {
    const world = await rowWorld(["1 a 01:00"], { schema: { ...CURSOR, enabled_columns: [] } });
    await world.run();

    expect(world.rows().warehouse.rows).toEqual([{ id: 1, updated_at: "2026-09-01T01:00:00" }]);
  });

  it("is not a row that has no value in the cursor", async () => {
    const rows = [
      { id: 1, updated_at: null },
      { id: 2, updated_at: "2026-09-01T01:00:00" },
    ];
    const world = await rowWorld([], { schema: CURSOR, table: { extensions: { rows } } });
    await world.run();

    expect(world.rows().warehouse.rows).toEqual([rows[1]]);
  });

  it("is as the API says: count, rows moved, and the maxima that a new cursor is taken from", async () => {
    const world = await rowWorld(["1 a 03:00", "7 b 02:00"], { schema: { ...CURSOR, sync_type: "full_refresh" } });
    await world.run();
    expect(schemaOf(world).internal.table_max_values).toEqual({ id: 7, note: "b", updated_at: "2026-09-01T03:00:00" });

    expect(await world.patch(CURSOR)).toBe(200);

    expect(schemaOf(world).internal.incremental_field_last_value).toBe("2026-09-01T03:00:00");
  });

  it("keeps versions of an append doubled when it becomes a merge", async () => {
    const world = await rowWorld(["1 a 01:00"], append);
    await world.run();
    world.change(update("1 A 02:00"));
    await world.run();
    await world.patch(CURSOR);
    world.change(update("1 AA 03:00"));
    await world.run();

    expect(world.table()).toEqual(["1 AA 03:00", "1 AA 03:00"]);
  });

  it("begins with nothing after a marked wipe, and after the data was deleted", async () => {
    const world = await rowWorld(["1 a 01:00", "2 b 02:00"], incremental);
    await world.run();
    world.change(remove(1));
    await world.call("POST", "external_data_schemas/" + schemaOf(world).id + "/resync/");
    world.clock.advance(60);
    expect(world.table()).toEqual(["2 b 02:00"]);

    await world.call("DELETE", "external_data_schemas/" + schemaOf(world).id + "/delete_data/");
    expect(world.table()).toEqual([]);
    await world.run();
    expect(world.table()).toEqual(["2 b 02:00"]);
  });
});
