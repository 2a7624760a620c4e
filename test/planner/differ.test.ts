import { describe, expect, it } from "vitest";
import type { DesiredTable } from "../../src/model/desired.js";
import type { DeclaredSettings, LiveSettings } from "../../src/model/settings.js";
import { differ, sameDeclaration, valuesOf } from "../../src/planner/differ.js";
import { aDesiredTable, aTable } from "../support/change.js";

const via = (origin: "defaults" | "rule" | "table") => ({ via: origin, at: aDesiredTable().at });
const live = (over: Partial<LiveSettings> = {}): LiveSettings => aTable({ settings: over }).settings;
const changedBy = (declared: DeclaredSettings, over?: Partial<LiveSettings>) => [
  ...differ(aDesiredTable(declared), live(over)).changed,
];

describe("the difference between declared and live", () => {
  it.each<[behaviour: string, declared: DeclaredSettings, before: Partial<LiveSettings>, changed: readonly string[]]>([
    ["is empty where nothing is declared", {}, {}, []],
    ["is empty where the same is declared", { sync_frequency: "6hour", primary_key_columns: ["id"] }, {}, []],
    [
      "is every field that differs",
      { sync_frequency: "1hour", should_sync: false },
      {},
      ["should_sync", "sync_frequency"],
    ],
    ["counts a declared null", { enabled_columns: null }, { enabled_columns: ["id"] }, ["enabled_columns"]],
    ["never compares the mode of a table that is not under cdc", { cdc_table_mode: "both" }, {}, []],
    ["compares it under cdc", { cdc_table_mode: "both" }, { sync_type: "cdc" }, ["cdc_table_mode"]],
    [
      "compares by the resulting type",
      { sync_type: "full_refresh", incremental_field: "created_at" },
      {},
      ["sync_type"],
    ],
    ["ignores the order of a key", { primary_key_columns: ["b", "a"] }, { primary_key_columns: ["a", "b"] }, []],
  ])("%s", (_behaviour, declared, before, changed) => {
    expect(changedBy(declared, before)).toEqual(changed);
  });

  it("keeps the server's spelling of what only looks different", () => {
    const { after } = differ(
      aDesiredTable({ primary_key_columns: ["b", "a"], sync_frequency: "1hour" }),
      live({ primary_key_columns: ["a", "b"] }),
    );

    expect(after).toMatchObject({ primary_key_columns: ["a", "b"], sync_frequency: "1hour" });
  });

  it.each<[behaviour: string, origins: DesiredTable["origins"], misplaced: readonly string[]]>([
    ["names a field that the table itself declares in vain", { row_filters: via("table") }, ["row_filters"]],
    ["drops one from the defaults", { row_filters: via("defaults") }, []],
    ["drops one from a rule", { row_filters: via("rule") }, []],
  ])("%s", (_behaviour, origins, misplaced) => {
    const table = aDesiredTable({ row_filters: [{ column: "id", operator: ">", value: 1 }] }, { origins });
    const difference = differ(table, live({ sync_type: "cdc" }));

    expect(difference.misplaced).toEqual(misplaced);
    expect(difference.declared).toEqual({});
    expect(difference.changed.size).toBe(0);
  });

  it("shows values in the order of the fields", () => {
    expect(Object.keys(valuesOf(live(), new Set(["row_filters", "should_sync", "sync_type"])))).toEqual([
      "should_sync",
      "sync_type",
      "row_filters",
    ]);
  });

  it.each<[DeclaredSettings, DeclaredSettings, boolean]>([
    [{}, {}, true],
    [{ sync_frequency: "1hour" }, { sync_frequency: "1hour" }, true],
    [{ sync_frequency: "1hour" }, {}, false],
    [{ enabled_columns: null }, {}, false],
    [{ primary_key_columns: ["a", "b"] }, { primary_key_columns: ["b", "a"] }, true],
  ])("compares declarations %j and %j", (a, b, same) => {
    expect(sameDeclaration(a, b)).toBe(same);
  });
});
