import { describe, expect, it } from "vitest";
import { assess } from "../../src/planner/assess.js";
import { priceOf } from "../../src/planner/price.js";
import { BEFORE, DECLARED, SYNCED, aChange, aJob, aSource, read, type ChangeParts } from "../support/change.js";

const off = { should_sync: false } as const;
const on = { should_sync: true } as const;
const newKey = { primary_key_columns: ["tenant_id", "id"] };
const newCursor = { incremental_field: "created_at" };

describe("the price", () => {
  it.each<{ readonly change: string; readonly parts: ChangeParts; readonly price: ReturnType<typeof priceOf> }>([
    { change: "nothing", parts: {}, price: { rows_wiped: 0, rows_imported: 0, recurring: false } },
    {
      change: "frequency of a full refresh",
      parts: { before: BEFORE.full_refresh, declared: { sync_frequency: "1hour" } },
      price: { rows_wiped: 0, rows_imported: 0, recurring: false },
    },
    {
      change: "a resync",
      parts: { declared: newCursor },
      price: { rows_wiped: 1000, rows_imported: 1000, recurring: false },
    },
    {
      change: "a resync of nobody knows how much",
      parts: { declared: newCursor, live: { table: { ...SYNCED, row_count: null } } },
      price: { rows_wiped: null, rows_imported: null, recurring: false },
    },
    {
      change: "rows kept",
      parts: { declared: newCursor, strategy: "keep" },
      price: { rows_wiped: 0, rows_imported: 0, recurring: false },
    },
    {
      change: "a rebuild",
      parts: { declared: newKey },
      price: { rows_wiped: 1000, rows_imported: 1000, recurring: false },
    },
    {
      change: "a first import",
      parts: { present: false, before: off, declared: on },
      price: { rows_wiped: 0, rows_imported: null, recurring: false },
    },
    {
      change: "to full_refresh",
      parts: { declared: DECLARED.full_refresh },
      price: { rows_wiped: 1000, rows_imported: 1000, recurring: true },
    },
    {
      change: "filters of a full refresh",
      parts: { before: BEFORE.full_refresh, declared: { row_filters: [{ column: "id", operator: ">", value: 1 }] } },
      price: { rows_wiped: 0, rows_imported: 1000, recurring: true },
    },
    {
      change: "scheduled full refreshes",
      parts: { declared: { full_refresh_interval_days: 7 } },
      price: { rows_wiped: 1000, rows_imported: 1000, recurring: true },
    },
    {
      change: "full_refresh to incremental",
      parts: { before: BEFORE.full_refresh, declared: DECLARED.incremental },
      price: { rows_wiped: 0, rows_imported: 0, recurring: false },
    },
    {
      change: "full_refresh to incremental after a failed run",
      parts: {
        before: BEFORE.full_refresh,
        declared: DECLARED.incremental,
        live: { jobs: read([aJob({ status: "Failed" })]) },
      },
      price: { rows_wiped: 0, rows_imported: 1000, recurring: false },
    },
    {
      change: "to cdc, rows kept: a snapshot all the same",
      parts: { declared: DECLARED.cdc, strategy: "keep" },
      price: { rows_wiped: 0, rows_imported: 1000, recurring: false },
    },
    {
      change: "a table that ends switched off",
      parts: { declared: { ...off, ...newCursor } },
      price: { rows_wiped: 0, rows_imported: 0, recurring: false },
    },
    {
      change: "managed cdc switched on",
      parts: { before: { ...BEFORE.cdc, ...off }, declared: on, source: aSource() },
      price: { rows_wiped: 1000, rows_imported: 1000, recurring: false },
    },
  ])("of $change", ({ parts, price }) => {
    const change = aChange(parts);

    expect(priceOf(change, assess(change))).toEqual(price);
  });
});
