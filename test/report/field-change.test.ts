import { describe, expect, it } from "vitest";
import type { FieldValues } from "../../src/model/plan.js";
import { fieldChanges } from "../../src/report/field-change.js";
import { unpainted } from "../../src/report/paint.js";

const COLUMNS = ["a", "b", "c", "d", "e", "f"];

describe("fieldChanges", () => {
  it.each<{ behaviour: string; from: FieldValues; to: FieldValues; shown: readonly string[] }>([
    { behaviour: "says nothing of nothing", from: {}, to: {}, shown: [] },
    {
      behaviour: "shows a value before and after",
      from: { sync_frequency: "6hour" },
      to: { sync_frequency: "1hour" },
      shown: ["sync_frequency 6hour → 1hour"],
    },
    {
      behaviour: "says what null means to the server",
      from: { enabled_columns: null, row_filters: null, sync_time_of_day: null },
      to: { enabled_columns: ["id"], row_filters: [], sync_time_of_day: "05:00:00" },
      shown: ["sync_time_of_day not set → 05:00:00", "enabled_columns all columns → id", "row_filters all rows → none"],
    },
    {
      behaviour: "shows only what joins and leaves a list",
      from: { primary_key_columns: ["id", "region"] },
      to: { primary_key_columns: ["id", "tenant_id"] },
      shown: ["primary_key_columns id, -region, +tenant_id"],
    },
    {
      behaviour: "counts what a long list keeps",
      from: { enabled_columns: COLUMNS },
      to: { enabled_columns: [...COLUMNS, "g"] },
      shown: ["enabled_columns a, b, … 4 more, +g"],
    },
    {
      behaviour: "reads a filter like SQL",
      from: { row_filters: [{ column: "state", operator: "=", value: "paid" }] },
      to: { row_filters: [{ column: "state", operator: "IN", value: ["paid", "open"] }] },
      shown: ["row_filters -state = paid, +state IN (paid, open)"],
    },
    {
      behaviour: "takes a field that the server never stored as not set",
      from: {},
      to: { incremental_field: "id" },
      shown: ["incremental_field not set → id"],
    },
  ])("$behaviour", ({ from, to, shown }) => {
    expect(fieldChanges(from, to, unpainted).map(({ field, text }) => `${field} ${text}`)).toEqual(shown);
  });
});
