import { describe, expect, it } from "vitest";
import { counted } from "../../src/model/numbers.js";
import { formatCount, formatElapsed, formatPrice } from "../../src/report/numbers.js";

describe("formatPrice", () => {
  it.each([
    { wiped: 0, imported: 0, recurring: false, phrase: undefined },
    { wiped: 0, imported: 1, recurring: false, phrase: "1 row to read" },
    { wiped: 0, imported: null, recurring: false, phrase: "an unknown number of rows to read" },
    { wiped: 961_330, imported: 0, recurring: false, phrase: "961,330 rows deleted" },
    { wiped: 961_330, imported: 961_330, recurring: false, phrase: "961,330 rows deleted and read again" },
    { wiped: 12_000, imported: 900, recurring: true, phrase: "12,000 rows deleted, 900 read again, at every due run" },
    { wiped: 5, imported: null, recurring: false, phrase: "5 rows deleted, an unknown number read again" },
    { wiped: null, imported: null, recurring: false, phrase: "an unknown number of rows deleted and read again" },
  ])("tells $wiped deleted and $imported read as $phrase", ({ wiped, imported, recurring, phrase }) => {
    expect(formatPrice({ rows_wiped: wiped, rows_imported: imported, recurring })).toBe(phrase);
  });
});

describe("formatCount", () => {
  it.each([
    { at_least: 0, unknown_tables: 0, text: "0 rows" },
    { at_least: 1, unknown_tables: 0, text: "1 row" },
    { at_least: 1234, unknown_tables: 1, text: "at least 1,234 rows" },
    { at_least: 0, unknown_tables: 2, text: "an unknown number of rows" },
  ])("never tells an unknown count as a known one: $text", ({ text, ...count }) => {
    expect(formatCount(count)).toBe(text);
  });
});

it.each([
  [1, "1 table"],
  [0, "0 tables"],
  [12_345, "12,345 tables"],
])("counts %i as %s", (count, text) => {
  expect(counted(count, "table")).toBe(text);
});

it.each([
  [0, "0:00"],
  [7999, "0:07"],
  [750_000, "12:30"],
  [3_725_000, "1:02:05"],
])("tells %i ms as %s", (ms, text) => {
  expect(formatElapsed(ms)).toBe(text);
});
