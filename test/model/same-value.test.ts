import { describe, expect, it } from "vitest";
import { sameValue } from "../../src/model/same-value.js";
import type { Field, FieldValue } from "../../src/model/settings.js";

type Row = readonly [what: string, field: Field, a: FieldValue | undefined, b: FieldValue | undefined];

const SAME: readonly Row[] = [
  ["absent and null", "row_filters", undefined, null],
  ["a key in another order", "primary_key_columns", ["tenant_id", "id"], ["id", "tenant_id"]],
  ["no key and an empty one", "primary_key_columns", [], null],
  ["no filter and an empty list", "row_filters", [], null],
  ["columns in another order", "enabled_columns", ["a", "b"], ["b", "a"]],
  ["a short time of day", "sync_time_of_day", "6:00", "06:00:00"],
  ["a time of day with fractions", "full_refresh_time_of_day", "06:00:00.000000", "06:00:00"],
  [
    "filters in another order, with members in another order",
    "row_filters",
    [
      { column: "a", operator: "=", value: 1 },
      { column: "b", operator: "IN", value: [1, 2] },
    ],
    [
      { value: [2, 1], operator: "IN", column: "b" },
      { column: "a", operator: "=", value: 1 },
    ],
  ],
];

const OTHER: readonly Row[] = [
  ["all columns and none", "enabled_columns", null, []],
  ["a key in other letters", "primary_key_columns", ["ID"], ["id"]],
  ["one key column more", "primary_key_columns", ["id"], ["id", "tenant_id"]],
  ["two times of day", "sync_time_of_day", "06:00:00", "18:00:00"],
  [
    "a number and its digits",
    "row_filters",
    [{ column: "a", operator: "=", value: 1 }],
    [{ column: "a", operator: "=", value: "1" }],
  ],
  [
    "a filtered text that looks like a time",
    "row_filters",
    [{ column: "a", operator: "=", value: "6:00" }],
    [{ column: "a", operator: "=", value: "06:00:00" }],
  ],
  [
    "two operators",
    "row_filters",
    [{ column: "a", operator: ">", value: 1 }],
    [{ column: "a", operator: ">=", value: 1 }],
  ],
  ["on and off", "should_sync", true, false],
];

describe("values of a field", () => {
  it.each(SAME)("are the same: %s", (_what, field, a, b) => {
    expect([sameValue(field, a, b), sameValue(field, b, a)]).toEqual([true, true]);
  });

  it.each(OTHER)("differ: %s", (_what, field, a, b) => {
    expect([sameValue(field, a, b), sameValue(field, b, a)]).toEqual([false, false]);
  });

  it("take the operators that older servers stored for what they mean", () => {
    const stored = JSON.parse('[{"column":"a","operator":"<>","value":1},{"column":"b","operator":"==","value":2}]');
    const declared = [
      { column: "b", operator: "=", value: 2 },
      { column: "a", operator: "!=", value: 1 },
    ] as const;

    expect(sameValue("row_filters", declared, stored)).toBe(true);
  });
});
