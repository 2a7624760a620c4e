import { describe, expect, it } from "vitest";
import { invalid, oneTable } from "./one-table.js";

const bare = (fields: string, type: string) =>
  invalid(
    `${fields} cannot be applied to a schema with sync type ${type} on its own. Include sync_type in the same request to change the sync type.`,
  );

describe("a setting sent without the type it belongs to", () => {
  it.each(["full_refresh", "cdc", "xmin"])("is refused on %s", async (type) => {
    const server = await oneTable({ schema: { sync_type: type } });
    expect(await server.patch({ incremental_field: "id" })).toEqual(bare("incremental_field", type));
    expect(await server.patch({ primary_key_columns: ["id"] })).toEqual(bare("primary_key_columns", type));
  });

  it("is refused on a table that was never set up", async () => {
    const server = await oneTable({ schema: { sync_type: null, should_sync: false } });
    expect(await server.patch({ incremental_field_type: "integer" })).toEqual(
      bare("incremental_field_type", "not set"),
    );
  });

  it("is listed with all others, in the order of the API", async () => {
    const server = await oneTable({ schema: { sync_type: "full_refresh" } });
    const answer = await server.patch({
      primary_key_columns: ["id"],
      incremental_field_lookback_seconds: 5,
      incremental_field_type: "integer",
      incremental_field: "id",
    });
    expect(answer).toEqual(
      bare(
        "incremental_field, incremental_field_type, incremental_field_lookback_seconds, primary_key_columns",
        "full_refresh",
      ),
    );
  });

  it("passes as null, and is dropped", async () => {
    const server = await oneTable({ schema: { sync_type: "full_refresh" } });
    expect(await server.patch({ incremental_field: null, primary_key_columns: null })).toMatchObject({ status: 200 });
    expect(server.schema()).toMatchObject({ incremental_field: "updated_at", primary_key_columns: ["id"] });
  });
});

describe("a setting sent with a type that does not use it is dropped silently", () => {
  const CURSOR = { incremental_field: "id", incremental_field_type: "integer" };
  const STORED = { incremental_field: "updated_at", incremental_field_type: "timestamp" };

  it.each([
    [
      "full_refresh",
      { ...CURSOR, incremental_field_lookback_seconds: 5, primary_key_columns: ["status"] },
      { ...STORED, incremental_field_lookback_seconds: null, primary_key_columns: ["id"] },
    ],
    [
      "cdc",
      { ...CURSOR, incremental_field_lookback_seconds: 5 },
      { ...STORED, incremental_field_lookback_seconds: null },
    ],
    [
      "xmin",
      { ...CURSOR, incremental_field_lookback_seconds: 5 },
      { ...STORED, incremental_field_lookback_seconds: null },
    ],
    ["append", { incremental_field_lookback_seconds: 5 }, { incremental_field_lookback_seconds: null }],
    ["webhook", { incremental_field_lookback_seconds: 5 }, { incremental_field_lookback_seconds: null }],
    ["incremental", { cdc_table_mode: "both" }, { cdc_table_mode: "consolidated" }],
    ["full_refresh", { cdc_table_mode: "cdc_only" }, { cdc_table_mode: "consolidated" }],
  ])("%s: %j", async (type, body, stored) => {
    const server = await oneTable();
    expect(await server.patch({ sync_type: type, ...body })).toMatchObject({ status: 200, body: stored });
    expect(server.schema()).toMatchObject({ sync_type: type, ...stored });
  });

  it("also where the stored type does not use the table mode", async () => {
    const server = await oneTable();
    await server.patch({ cdc_table_mode: "both" });
    expect(server.schema().cdc_table_mode).toBe("consolidated");
    expect(server.effects()).toEqual([]);
  });
});
