import { describe, expect, it } from "vitest";
import { aTable, oneSchema } from "../support/documents.js";
import { aSandbox } from "../support/running-sandbox.js";

const ask = async (query: unknown, schema: object = {}, key = "phx_full") => {
  const { call } = await aSandbox(
    oneSchema(
      { table: aTable({ hogql_name: "postgres.shop.orders", row_count: 42 }), ...schema },
      {},
      {
        api_keys: [
          { value: "phx_full", scopes: ["*"] },
          { value: "phx_source", scopes: ["external_data_source:write"] },
        ],
      },
    ),
  );
  const body = query === undefined ? {} : { query: { kind: "HogQLQuery", query } };
  return call("POST", "query/", { key, body });
};

describe("the query endpoint", () => {
  it.each(["postgres.shop.orders", "postgres_orders"])("counts the rows of %s", async (name) => {
    for (const sql of [`select count() from ${name}`, ` SELECT Count(*)\nFROM ${name};`]) {
      expect(await ask(sql)).toMatchObject({
        status: 200,
        body: { results: [[42]], columns: ["count()"], error: null },
      });
    }
  });

  it("counts none in a table of which nobody knows", async () => {
    expect(await ask("select count() from postgres_orders", { table: aTable() })).toMatchObject({
      body: { results: [[10]] },
    });
    expect(await ask("select count() from postgres_orders", { table: aTable({ row_count: null }) })).toMatchObject({
      body: { results: [[0]] },
    });
  });

  it.each([
    ["is not there", {}, "nothing"],
    ["is hidden", { internal: { table_deleted: true } }, "postgres_orders"],
    ["may not be viewed", { user_access_level: "none" }, "postgres_orders"],
  ])("does not know a table that %s", async (_, schema, name) => {
    expect(await ask(`select count() from ${name}`, schema)).toMatchObject({
      status: 400,
      body: { type: "validation_error", detail: `Unknown table \`${name}\`.` },
    });
  });

  it("says that other questions are beyond it", async () => {
    expect(await ask("select id from postgres_orders")).toMatchObject({
      status: 501,
      body: { error: "The sandbox does not emulate POST /api/projects/1/query/" },
    });
  });

  it.each([
    [undefined, "phx_full", { status: 400, body: { attr: "query", code: "required" } }],
    [
      "select count() from postgres_orders",
      "phx_source",
      { status: 403, body: { detail: "API key missing required scope 'query:read'" } },
    ],
  ])("refuses %s of %s", async (sql, key, answer) => {
    expect(await ask(sql, {}, key)).toMatchObject(answer);
  });
});
