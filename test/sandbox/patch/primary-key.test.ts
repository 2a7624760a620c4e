import { describe, expect, it } from "vitest";
import { invalid, oneTable } from "./one-table.js";

const SWAPPED = invalid(
  "Primary key cannot be changed after data has been synced. Delete the synced data first, then change the primary key.",
);
const NO_KEY = invalid(
  "'public.orders' has no primary key to sync incrementally on. Choose a primary key for it, or switch it to full table replication.",
);

describe("the key of an incremental table", () => {
  it.each([
    ["another column", ["status"]],
    ["another order", ["updated_at", "id"]],
    ["null", null],
    ["none", []],
  ])("with data cannot become %s", async (_, key) => {
    const server = await oneTable({ schema: { primary_key_columns: ["id", "updated_at"] } });
    expect(await server.patch({ primary_key_columns: key })).toEqual(SWAPPED);
  });

  it.each([
    ["the same", { primary_key_columns: ["id"] }, ["id"]],
    ["a first one", { primary_key_columns: null }, ["id"]],
    ["another, once the data is deleted", { table: null }, ["status"]],
  ])("can be %s", async (_, schema, key) => {
    const server = await oneTable({ schema });
    expect(await server.patch({ primary_key_columns: key })).toMatchObject({
      status: 200,
      body: { primary_key_columns: key },
    });
    expect(server.effects()).toEqual([]);
  });

  it("must name known columns, whatever their case", async () => {
    const server = await oneTable({ schema: { primary_key_columns: null } });
    expect(await server.patch({ primary_key_columns: ["ID", "nope", "neither"] })).toEqual(
      invalid("'public.orders' has no column named nope, neither to merge on."),
    );
    expect(await server.patch({ primary_key_columns: ["ID"] })).toMatchObject({ status: 200 });
  });
});

describe("a move to incremental on a source that reads keys off its tables", () => {
  const KEYLESS = {
    sync_type: "full_refresh",
    primary_key_columns: null,
    available_columns: [{ name: "day", data_type: "date" }],
  };

  it("needs a key where there is no column id", async () => {
    const server = await oneTable({ schema: KEYLESS });
    expect(await server.patch({ sync_type: "incremental" })).toEqual(NO_KEY);
    expect(await server.patch({ sync_type: "incremental", primary_key_columns: ["day"] })).toMatchObject({
      status: 200,
    });
  });

  it("keeps needing it when the key of an incremental table is taken away", async () => {
    const server = await oneTable({
      schema: { ...KEYLESS, sync_type: "incremental", primary_key_columns: ["day"], table: null },
    });
    expect(await server.patch({ primary_key_columns: null })).toEqual(NO_KEY);
  });

  it.each([
    ["the columns are unknown", { source_column_metadata_available: false }, {}],
    ["there is a column id", { available_columns: [{ name: "Id" }] }, {}],
    ["the connector declares its keys", {}, { detects_primary_keys: false }],
  ])("needs none where %s", async (_, schema, capabilities) => {
    const server = await oneTable({ schema: { ...KEYLESS, ...schema }, capabilities });
    expect(await server.patch({ sync_type: "incremental" })).toMatchObject({ status: 200 });
  });

  it("does not trouble a table that already is incremental", async () => {
    const server = await oneTable({ schema: { ...KEYLESS, sync_type: "incremental" } });
    expect(await server.patch({ sync_type: "incremental", sync_frequency: "1hour" })).toMatchObject({ status: 200 });
  });
});

describe.each([
  ["cdc", "CDC"],
  ["xmin", "xmin replication"],
])("the key of a table of type %s", (type, label) => {
  it.each([
    ["on the move", { sync_type: "incremental" }],
    ["later", { sync_type: type }],
  ])("cannot differ from the stored one, nor be a first one, %s", async (_, schema) => {
    const server = await oneTable({ schema });
    expect(await server.patch({ sync_type: type, primary_key_columns: ["status"] })).toEqual(SWAPPED);
    const keyless = await oneTable({ schema: { ...schema, primary_key_columns: null } });
    expect(await keyless.patch({ sync_type: type, primary_key_columns: ["id"] })).toEqual(SWAPPED);
  });

  it("must be there", async () => {
    const server = await oneTable({ schema: { sync_type: "full_refresh", primary_key_columns: null } });
    const required = invalid(
      `${label} requires a primary key on table 'public.orders'. Choose a primary key for it, or add one on the source table and resync.`,
    );
    expect(await server.patch({ sync_type: type })).toEqual(required);
    expect(await server.patch({ sync_type: type, primary_key_columns: [] })).toEqual(required);
  });

  it("is kept where null is sent, and free before there is data", async () => {
    const server = await oneTable({ schema: { table: null } });
    expect(await server.patch({ sync_type: type, primary_key_columns: null })).toMatchObject({
      body: { primary_key_columns: ["id"] },
    });
    expect(await server.patch({ sync_type: type, primary_key_columns: ["nope"] })).toMatchObject({
      body: { primary_key_columns: ["nope"] },
    });
  });
});

describe.each(["append", "webhook"])("the key of a table of type %s", (type) => {
  it.each([[["status"]], [null]])("can become %j although there is data", async (key) => {
    const server = await oneTable({ schema: { sync_type: type } });
    expect(await server.patch({ primary_key_columns: key })).toMatchObject({
      status: 200,
      body: { primary_key_columns: key },
    });
  });
});
