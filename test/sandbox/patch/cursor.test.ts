import { describe, expect, it } from "vitest";
import { cursorState, oneTable, SERVER_ERROR } from "./one-table.js";

const KEPT = { incremental_field_last_value: "2026-09-24T06:00:00", reset_pipeline: false };
const WIPED = { incremental_field_last_value: null, reset_pipeline: true };
const TRIGGERED = [{ kind: "sync_triggered" }];

describe("the cursor of a table with data", () => {
  it.each([
    ["the same field", { incremental_field: "updated_at" }, KEPT],
    ["the same field, repeated with the type", { sync_type: "incremental", incremental_field: "updated_at" }, KEPT],
    ["only the type of the field", { incremental_field_type: "date" }, KEPT],
    ["null", { incremental_field: null }, KEPT],
    [
      "another field",
      { incremental_field: "created_at", incremental_field_type: "timestamp" },
      { incremental_field_last_value: "2026-09-24T05:59:00", reset_pipeline: false },
    ],
    [
      "another field of another type",
      { incremental_field: "id", incremental_field_type: "integer" },
      { incremental_field_last_value: 1000, reset_pipeline: false },
    ],
    [
      "another field together with append",
      { sync_type: "append", incremental_field: "id", incremental_field_type: "integer" },
      { incremental_field_last_value: 1000, reset_pipeline: false },
    ],
  ])("%s: no run, no wipe", async (_, body, state) => {
    const server = await oneTable();
    expect(await server.patch(body)).toMatchObject({ status: 200, body });
    expect(cursorState(server.schema())).toEqual(state);
    expect(server.effects()).toEqual([]);
  });

  it.each([
    ["a column that was never synced", "shipped_at", {}],
    ["an empty column", "empty", {}],
    ["a column of zeros", "zero", {}],
    ["a name that every object has", "constructor", {}],
    ["a disabled table", "shipped_at", { should_sync: false }],
  ])("%s: wiped and imported again at once", async (_, field, schema) => {
    const server = await oneTable({
      schema,
      internal: { table_max_values: { zero: 0, empty: "" } },
      server: { sync_limit_reached: true },
    });
    expect(await server.patch({ incremental_field: field, incremental_field_type: "datetime" })).toMatchObject({
      status: 200,
    });
    expect(cursorState(server.schema())).toEqual(WIPED);
    expect(server.effects()).toEqual(TRIGGERED);
  });

  it("an empty watermark counts as a change of the field", async () => {
    const server = await oneTable({ internal: { incremental_field_last_value: null } });
    await server.patch({ incremental_field: "updated_at" });
    expect(cursorState(server.schema())).toEqual(KEPT);
    expect(server.effects()).toEqual([]);
  });

  it("a wipe without a schedule to start it is a 500 with the save in place", async () => {
    const server = await oneTable({ schedule: null });
    expect(await server.patch({ incremental_field: "gone" })).toEqual(SERVER_ERROR);
    expect(server.schema()).toMatchObject({ incremental_field: "gone", internal: WIPED, schedule: null });
    expect(server.effects()).toEqual([]);
  });

  it.each(["integer", "numeric"])(
    "a text as the greatest value of type %s is a 500 with nothing saved",
    async (type) => {
      const server = await oneTable();
      const before = server.document();
      expect(await server.patch({ incremental_field: "status", incremental_field_type: type })).toEqual(SERVER_ERROR);
      expect(server.document()).toEqual(before);
    },
  );

  it("is not checked against what the source offers", async () => {
    const server = await oneTable({ liveTable: { incremental_fields: [] } });
    expect(await server.patch({ incremental_field: "created_at" })).toMatchObject({ status: 200 });
  });
});

describe("the cursor of a table without data", () => {
  it("is stored, and nothing else happens", async () => {
    const server = await oneTable({ schema: { table: null }, internal: { incremental_field_last_value: null } });
    await server.patch({ incremental_field: "id", incremental_field_type: "integer" });
    expect(server.schema()).toMatchObject({ incremental_field: "id", incremental_field_type: "integer" });
    expect(cursorState(server.schema())).toEqual({ incremental_field_last_value: null, reset_pipeline: false });
    expect(server.effects()).toEqual([]);
  });
});

describe("the cursor on a move to incremental", () => {
  const FULL = { schema: { sync_type: "full_refresh" }, internal: { incremental_field_last_value: null } };

  it("is taken from the synced table when the field is sent", async () => {
    const server = await oneTable(FULL);
    await server.patch({
      sync_type: "incremental",
      incremental_field: "updated_at",
      incremental_field_type: "timestamp",
    });
    expect(cursorState(server.schema())).toEqual(KEPT);
    expect(server.effects()).toEqual([]);
  });

  it("stays empty when a field is left over from before: the next run reads everything", async () => {
    const server = await oneTable(FULL);
    expect(await server.patch({ sync_type: "incremental" })).toMatchObject({
      body: { incremental_field: "updated_at" },
    });
    expect(cursorState(server.schema())).toEqual({ incremental_field_last_value: null, reset_pipeline: false });
  });
});

describe("the cursor on a move to webhook", () => {
  it("is not cleared by null, nor taken from the table", async () => {
    const server = await oneTable();
    await server.patch({ sync_type: "webhook", incremental_field: null, incremental_field_type: null });
    expect(server.schema()).toMatchObject({ incremental_field: "updated_at", incremental_field_type: "timestamp" });
    await server.patch({ incremental_field: "shipped_at" });
    expect(server.schema().incremental_field).toBe("shipped_at");
    expect(cursorState(server.schema())).toEqual(KEPT);
    expect(server.effects()).toEqual([]);
  });
});

describe("the lookback", () => {
  it.each([[3600], [null]])("of an incremental table becomes %j without a reset", async (seconds) => {
    const server = await oneTable({ schema: { incremental_field_lookback_seconds: 60 } });
    await server.patch({ incremental_field_lookback_seconds: seconds });
    expect(server.schema().incremental_field_lookback_seconds).toBe(seconds);
    expect(cursorState(server.schema())).toEqual(KEPT);
    expect(server.effects()).toEqual([]);
  });
});
