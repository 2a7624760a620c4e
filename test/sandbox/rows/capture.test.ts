import { describe, expect, it } from "vitest";
import type { SourceChange } from "../../../src/sandbox/start.js";
import { insert, lastJob, post, remove, row, rowWorld, schemaOf, SOURCE, update, type Settings } from "./row-world.js";

const PUBLISHED = { slot_exists: true, publication_exists: true, published_tables: ["public.orders"] };
const INPUTS = {
  cdc_enabled: "True",
  cdc_management_mode: "posthog",
  cdc_slot_name: "slot",
  cdc_publication_name: "pub",
};
const CDC = { sync_type: "cdc", primary_key_columns: ["id"] };

const captured = (schema: Settings["schema"] = {}, cdc: object = PUBLISHED): Settings => ({
  schema: { ...CDC, ...schema },
  source: { job_inputs: INPUTS },
  live: { cdc },
});

const slot = (op: "create_slot" | "drop_slot"): SourceChange => ({ source_id: SOURCE, op });
const publication = (op: "publish" | "unpublish"): SourceChange => ({ source_id: SOURCE, op, table: "public.orders" });

const version = (text: string, op: string, from: string, to: string | null) =>
  expect.objectContaining({ ...row(text), _ph_cdc_op: op, valid_from: from, valid_to: to });

describe("what the warehouse holds of a captured table", () => {
  it.each([
    {
      what: "every change, whatever the cursor says, and deletions as a mark",
      changes: [update("1 A 00:10"), insert("3 c 00:20"), remove(2)],
      holds: ["1 A 00:10", "2 b 02:00 deleted", "3 c 00:20"],
      moved: 3,
    },
    {
      what: "the last of several changes of a row",
      changes: [update("1 A 03:00"), update("1 AA 04:00"), remove(1), insert("1 new 05:00")],
      holds: ["1 new 05:00", "2 b 02:00"],
      moved: 4,
    },
    {
      what: "nothing of what happened outside the publication",
      changes: [publication("unpublish"), update("1 A 03:00"), publication("publish"), update("2 B 04:00")],
      holds: ["1 a 01:00", "2 B 04:00"],
      moved: 1,
    },
    {
      what: "nothing of what a lost slot had held, and what came after a new one was made",
      changes: [update("1 A 03:00"), slot("drop_slot"), update("2 X 04:00"), slot("create_slot"), update("2 B 05:00")],
      holds: ["1 a 01:00", "2 B 05:00"],
      moved: 1,
    },
  ])("$what", async ({ changes, holds, moved }) => {
    const world = await rowWorld(["1 a 01:00", "2 b 02:00"], captured());
    await world.run();
    world.change(...changes);
    await world.run();

    expect(world.table()).toEqual(holds);
    expect(lastJob(world)).toMatchObject({ status: "Completed", rows_synced: moved });

    await world.run();
    expect(lastJob(world)).toMatchObject({ rows_synced: 0 });
  });

  it("is a snapshot merged over the rows that are there: what was deleted meanwhile stays", async () => {
    const world = await rowWorld(["1 a 01:00", "2 b 02:00"], captured({ sync_type: "full_refresh" }));
    await world.run();
    world.change(remove(1), update("2 B 03:00"));
    expect(await world.patch({ sync_type: "cdc" })).toBe(200);
    await world.run();

    expect(world.table()).toEqual(["1 a 01:00", "2 B 03:00"]);
    expect(schemaOf(world).internal).toMatchObject({ cdc_mode: "streaming", cdc_last_log_position: "0/2" });
  });

  it("streams on after the data was deleted, without what was there", async () => {
    const world = await rowWorld(["1 a 01:00", "2 b 02:00"], captured());
    await world.run();
    await world.call("DELETE", `external_data_schemas/${schemaOf(world).id}/delete_data/`);
    world.change(insert("3 c 03:00"));
    await world.run();
    expect(world.table()).toEqual(["3 c 03:00"]);

    await post(world, "resync");
    world.clock.advance(60);
    expect(world.table()).toEqual(["1 a 01:00", "2 b 02:00", "3 c 03:00"]);
  });

  it("loses nothing by being switched off and on, because it is imported anew", async () => {
    const world = await rowWorld(["1 a 01:00", "2 b 02:00"], captured());
    await world.run();
    await world.patch({ should_sync: false });
    world.change(remove(1), insert("3 c 03:00"));
    await world.patch({ should_sync: true });
    await world.run();

    expect(world.table()).toEqual(["2 b 02:00", "3 c 03:00"]);
  });

  it("takes no heed of row filters", async () => {
    const filters = [{ column: "note", operator: "=", value: "a" }];
    const world = await rowWorld(["1 a 01:00", "2 b 02:00"], captured({ row_filters: filters }));
    await world.run();
    world.change(insert("3 c 03:00"));
    await world.run();

    expect(world.table()).toEqual(["1 a 01:00", "2 b 02:00", "3 c 03:00"]);
  });

  it("halts when the slot is gone", async () => {
    const world = await rowWorld(["1 a 01:00"], captured());
    await world.run();
    world.change(slot("drop_slot"), update("1 A 02:00"));
    await world.run();

    expect(lastJob(world)).toMatchObject({ status: "Failed", latest_error: 'Replication slot "slot" does not exist.' });
    expect(schemaOf(world)).toMatchObject({ should_sync: true, internal: { cdc_broken: { reason: "slot_missing" } } });
    expect(world.table()).toEqual(["1 a 01:00"]);
  });

  it.each([
    { mode: "consolidated", main: ["1 A 03:00", "2 b 02:00 deleted"], history: 0 },
    { mode: "cdc_only", main: ["1 a 01:00", "2 b 02:00"], history: 4 },
    { mode: "both", main: ["1 A 03:00", "2 b 02:00 deleted"], history: 4 },
  ])("$mode: a main table of $main.length rows and $history versions", async ({ mode, main, history }) => {
    const world = await rowWorld(["1 a 01:00", "2 b 02:00"], captured({ cdc_table_mode: mode }));
    await world.run();
    world.clock.advance(10);
    world.change(update("1 A 03:00"), remove(2));
    await world.run();

    expect(world.table()).toEqual(main);
    expect(world.rows().warehouse.history).toHaveLength(history);
  });

  it("has a history in which every version ends where the next begins", async () => {
    const world = await rowWorld(["1 a 01:00"], captured({ cdc_table_mode: "both" }));
    await world.run();
    world.change(update("1 A 03:00"));
    world.clock.advance(10);
    world.change(remove(1));
    await world.run();

    expect(world.rows().warehouse.history).toEqual([
      version("1 a 01:00", "I", "1970-01-01T00:00:00Z", "2026-10-01T00:01:00Z"),
      version("1 A 03:00", "U", "2026-10-01T00:01:00Z", "2026-10-01T00:01:10Z"),
      version("1 A 03:00", "D", "2026-10-01T00:01:10Z", null),
    ]);
  });

  it("loses its history when it is imported anew", async () => {
    const world = await rowWorld(["1 a 01:00"], captured({ cdc_table_mode: "both" }));
    await world.run();
    world.change(update("1 A 03:00"));
    await world.run();
    await post(world, "resync");
    world.clock.advance(60);

    expect(world.rows().warehouse.history).toMatchObject([{ ...row("1 A 03:00"), _ph_cdc_op: "I", valid_to: null }]);
  });
});
