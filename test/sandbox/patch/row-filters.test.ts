import { describe, expect, it } from "vitest";
import { invalid, oneTable } from "./one-table.js";

const filter = (column: unknown, operator: unknown, value: unknown) => ({ column, operator, value });

const COLUMNS = {
  available_columns: [
    { name: "id", data_type: "bigint" },
    { name: "price", data_type: "numeric(10,2)" },
    { name: "status", data_type: "Nullable(LowCardinality(String))" },
    { name: "paid", data_type: "boolean" },
    { name: "day", data_type: "date" },
    { name: "at", data_type: "timestamp with time zone" },
    { name: "payload", data_type: "jsonb" },
  ],
};

describe("row filters", () => {
  it.each([
    [filter("id", ">", 5)],
    [filter("id", "==", "5")],
    [filter("id", "<>", 5)],
    [filter("id", "in", "1, 2,3")],
    [filter("status", "not  in", "'a,b','c''d'")],
    [filter("status", "IN", ["a", "b"])],
    [filter("price", "<=", "1.5e3")],
    [filter("paid", "=", "TRUE")],
    [filter("paid", "!=", 0)],
    [filter("day", ">=", "2026-02-28")],
    [filter("at", "<", "2026-02-28T12:00:00Z")],
    [filter("at", "<", "2026-02-28")],
  ])("%j is stored as it was sent", async (sent) => {
    const server = await oneTable({ schema: COLUMNS });
    expect(await server.patch({ row_filters: [sent] })).toMatchObject({ status: 200, body: { row_filters: [sent] } });
    expect(server.effects()).toEqual([]);
  });

  it("stands in the state document in the one spelling that documents know", async () => {
    const server = await oneTable({ schema: COLUMNS });
    await server.patch({
      row_filters: [{ ...filter("id", "==", 5), note: "ours" }, filter("status", "not  in", "a,b")],
    });
    expect(server.schema().row_filters).toEqual([filter("id", "=", 5), filter("status", "NOT IN", "a,b")]);
  });

  it.each([[null], [[]]])("%j takes them away", async (sent) => {
    const server = await oneTable({ schema: { row_filters: [filter("id", ">", 5)] } });
    await server.patch({ row_filters: sent });
    expect(server.schema().row_filters).toEqual(sent);
  });

  it.each([
    ["no list", { column: "id" }, "row_filters must be a list"],
    ["21 of them", Array.from({ length: 21 }, () => filter("id", ">", 5)), "Too many row filters (max 20)"],
    ["no object", [5], "Row filter at index 0 must be an object"],
    ["no column", [filter("id", ">", 5), { operator: ">" }], "Row filter at index 1 is missing a column"],
    ["an unknown column", [filter("nope", ">", 5)], "Unknown column 'nope' for this schema"],
    ["an operator that is no text", [filter("id", 5, 5)], "Operator must be a string, got int"],
    [
      "an unknown operator",
      [filter("id", "~", 5)],
      "Unsupported operator '~'. Allowed operators: !=, <, <=, =, >, >=, IN, NOT IN",
    ],
    [
      "a type that cannot be compared",
      [filter("payload", "=", "x")],
      "Cannot filter on column 'payload': its type 'jsonb' is not supported for filtering",
    ],
    ["no value", [{ column: "id", operator: ">" }], "Row filter on column 'id' is missing a value"],
    ["a text for an integer", [filter("id", ">", "five")], "Expected an integer value, got 'five'"],
    ["a fraction for an integer", [filter("id", ">", 1.5)], "Expected an integer value, got non-integral 1.5"],
    ["a truth for an integer", [filter("id", ">", true)], "Expected an integer value, got a boolean"],
    ["null for an integer", [filter("id", ">", null)], "Expected an integer value, got NoneType"],
    ["a text for a number", [filter("price", ">", "much")], "Expected a numeric value, got 'much'"],
    ["a number for a text", [filter("status", "=", 5)], "Expected a string value, got int"],
    ["a text for a truth", [filter("paid", "=", "yes")], "Expected a boolean value (true/false), got 'yes'"],
    [
      "a day that does not exist",
      [filter("day", ">", "2026-02-30")],
      "Expected an ISO date string (YYYY-MM-DD), got '2026-02-30'",
    ],
    ["a number for a time", [filter("at", ">", 5)], "Expected an ISO datetime string, got int"],
    ["words for a time", [filter("at", ">", "yesterday")], "Expected an ISO datetime string, got 'yesterday'"],
    ["a list of nothing", [filter("id", "IN", " ")], "IN operator requires at least one value"],
    ["a list with a gap", [filter("id", "IN", "1,,2")], "IN list has an empty value"],
    ["a list with a wrong value", [filter("id", "IN", [1, "x"])], "Expected an integer value, got 'x'"],
    ["a list with an open quote", [filter("status", "IN", "'a,b")], "Unterminated quote in IN list"],
    [
      "a number as a list",
      [filter("id", "NOT IN", 5)],
      "IN operator expects a comma-separated string or a list, got int",
    ],
    [
      "1001 values",
      [
        filter(
          "id",
          "IN",
          Array.from({ length: 1001 }, () => 1),
        ),
      ],
      "Too many values for IN (max 1000)",
    ],
  ])("%s: refused", async (_, sent, fault) => {
    const server = await oneTable({ schema: COLUMNS });
    expect(await server.patch({ row_filters: sent })).toEqual(invalid(`Invalid row filter: ${fault}`));
    expect(server.schema().row_filters).toBeNull();
  });

  it("on a table whose columns are unknown cannot be typed", async () => {
    const server = await oneTable({ schema: { source_column_metadata_available: false } });
    expect(await server.patch({ row_filters: [filter("id", ">", 5)] })).toEqual(
      invalid("Invalid row filter: Cannot filter on column 'id': its type None is not supported for filtering"),
    );
  });

  it.each([
    [
      "a source type without filters",
      { capabilities: { supports_row_filters: false } },
      "Row filters are not supported for this source type.",
    ],
    [
      "a direct-query source",
      { source: { access_method: "direct" } },
      "Row filters are not supported for direct-query sources — tables are queried live and filters cannot be enforced at the source.",
    ],
    [
      "a CDC table",
      { schema: { sync_type: "cdc" } },
      "Row filters are not supported for CDC schemas — change-stream rows are replicated without these predicates, so filtered rows would still sync.",
    ],
  ])("on %s: refused", async (_, settings, detail) => {
    const server = await oneTable(settings);
    expect(await server.patch({ row_filters: [] })).toEqual(invalid(detail));
    expect(await server.patch({ row_filters: null })).toMatchObject({ status: 200 });
  });

  it("are judged by the resulting type", async () => {
    const server = await oneTable({ schema: { sync_type: "cdc" } });
    expect(await server.patch({ sync_type: "append", row_filters: [filter("id", ">", 5)] })).toMatchObject({
      status: 200,
    });
  });

  it("of a table that moves to CDC stay, without effect", async () => {
    const filters = [filter("id", ">", 5)];
    const server = await oneTable({ schema: { row_filters: filters } });
    expect(await server.patch({ sync_type: "cdc" })).toMatchObject({ status: 200, body: { row_filters: filters } });
  });
});
