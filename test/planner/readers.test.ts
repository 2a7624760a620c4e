import { describe, expect, it } from "vitest";
import type { Effect } from "../../src/model/effect.js";
import { readersOf } from "../../src/planner/readers.js";
import { anItem } from "../report/sample-plans.js";
import { aTable } from "../support/change.js";
import { aLiveState } from "../support/planned.js";

const item = (effect: Effect) => anItem({ id: "aaaa0001", table: "public.orders", schema_id: "orders", effect });
const synced = (hogql_name: string | null) =>
  aLiveState([
    aTable({
      id: "orders",
      table: { id: "t", name: "shop_postgres_orders", hogql_name, row_count: 1, columns: [] },
    }),
  ]);
const found = (sql: string, live = synced("postgres.shop.orders"), effect: Effect = "wipe"): readonly string[] =>
  readersOf([item(effect)], live, [{ name: "revenue", sql }])[item(effect).address] ?? [];

describe("who reads a table", () => {
  it.each([
    ["by its dotted name", "select * from postgres.shop.orders where 1"],
    ["by a column of it", "select postgres.shop.orders.id from x"],
    ["by its older name", "SELECT count() FROM shop_postgres_orders"],
    ["by a quoted name", 'select * from `postgres`.`shop`.`orders`, "b"'],
    ["after a text with a quote in it", "select 'it''s' from postgres.shop.orders"],
    ["after a text with a backslash in it", "select '\\'' from postgres.shop.orders"],
  ])("is a query that names it %s", (_, sql) => {
    expect(found(sql)).toEqual(["revenue"]);
  });

  it.each([
    ["in a comment", "select 1 -- from postgres.shop.orders\n"],
    ["in a long comment", "select 1 /* postgres.shop.orders\n */"],
    ["in a text", "select 'postgres.shop.orders'"],
    [
      "as part of a longer name",
      "select * from postgres.shop.orders_old, my_shop_postgres_orders, x.postgres.shop.orders",
    ],
    ["nowhere", "select 1"],
  ])("is no query that names it %s", (_, sql) => {
    expect(found(sql)).toEqual([]);
  });

  it("is known of a table without a dotted name too, and of one without rows nobody", () => {
    expect(found("select * from shop_postgres_orders", synced(null))).toEqual(["revenue"]);
    expect(found("select * from shop_postgres_orders", aLiveState([aTable({ id: "orders", table: null })]))).toEqual(
      [],
    );
  });

  it.each<[Effect, number]>([
    ["safe", 0],
    ["costly", 0],
    ["disruptive", 1],
    ["gap", 1],
    ["loss", 1],
    ["unknown", 1],
  ])("is asked of a change that is %s: %s", (effect, count) => {
    expect(found("select * from postgres.shop.orders", undefined, effect)).toHaveLength(count);
  });
});
