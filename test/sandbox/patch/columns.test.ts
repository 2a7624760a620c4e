import { describe, expect, it } from "vitest";
import { invalid, oneTable, SYNCED } from "./one-table.js";

const UNKNOWN_METADATA = { source_column_metadata_available: false };

describe("selected columns", () => {
  it.each([
    ["a removed column vanishes at once; key and cursor stay", ["status"], ["id", "updated_at", "status"]],
    ["none but key and cursor", [], ["id", "updated_at"]],
  ])("%s", async (_, selected, visible) => {
    const server = await oneTable();
    const { body } = await server.patch({ enabled_columns: selected });
    expect(body).toMatchObject({ enabled_columns: selected, table: { columns: visible.map((name) => ({ name })) } });
    expect(server.schema().table?.columns.map((column) => column["name"])).toEqual(visible);
    expect(server.effects()).toEqual([]);
  });

  it.each([
    ["all again", null, { enabled_columns: ["status"] }],
    ["more than before", ["status", "payload"], { enabled_columns: ["status"] }],
  ])("%s: the column waits for the next run", async (_, selected, schema) => {
    const columns = SYNCED.columns.filter(({ name }) => name !== "payload");
    const server = await oneTable({ schema: { ...schema, table: { ...SYNCED, columns } } });
    await server.patch({ enabled_columns: selected });
    expect(server.schema().enabled_columns).toEqual(selected);
    expect(server.schema().table?.columns.map((column) => column["name"])).not.toContain("payload");
  });

  it("are found under the name that the warehouse gives them", async () => {
    const schema = {
      available_columns: [{ name: "createdAt" }, { name: "id" }],
      table: { ...SYNCED, columns: [{ name: "created_at" }, { name: "note" }] },
    };
    const server = await oneTable({ schema });
    await server.patch({ enabled_columns: ["createdAt"] });
    expect(server.schema().table?.columns).toEqual([{ name: "created_at" }]);
  });

  it.each([
    ["of a disabled table", { should_sync: false }],
    ["that do not change", { enabled_columns: ["status"] }],
  ])("%s leave the table as it is", async (_, schema) => {
    const server = await oneTable({ schema });
    await server.patch({ enabled_columns: ["status"] });
    expect(server.schema().table?.columns).toHaveLength(5);
  });

  it.each([
    [
      "a source type without selection",
      ["id"],
      { source: { supports_column_selection: false } },
      "Column selection is not supported for this source type.",
    ],
    ["a text", "id", {}, "enabled_columns must be a list of column-name strings or null."],
    ["numbers", [1], {}, "enabled_columns must be a list of column-name strings or null."],
    [
      "unknown columns, sorted",
      ["zeta", "id", "it's"],
      {},
      "Unknown columns in enabled_columns: [\"it's\", 'zeta']. Run `Pull new schemas` to refresh available columns.",
    ],
    [
      "columns that discovery does not know yet",
      ["id"],
      { schema: UNKNOWN_METADATA },
      "Column metadata is unavailable. Run `Pull new schemas` before selecting source columns.",
    ],
  ])("%s: refused", async (_, selected, settings, detail) => {
    const server = await oneTable(settings);
    expect(await server.patch({ enabled_columns: selected })).toEqual(invalid(detail));
    expect(server.schema().enabled_columns).toBeNull();
  });

  it.each([
    ["none", [], {}],
    ["the same", ["id"], { enabled_columns: ["id"] }],
  ])("%s need no known columns", async (_, selected, schema) => {
    const server = await oneTable({ schema: { ...UNKNOWN_METADATA, ...schema } });
    expect(await server.patch({ enabled_columns: selected })).toMatchObject({ status: 200 });
  });

  it("of a connector that selects after reading need none either", async () => {
    const server = await oneTable({
      schema: UNKNOWN_METADATA,
      capabilities: { requires_exact_column_metadata: false },
    });
    expect(await server.patch({ enabled_columns: ["whatever"] })).toMatchObject({ status: 200 });
  });
});
