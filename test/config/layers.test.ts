import { describe, expect, it } from "vitest";
import { parseSource } from "../../src/config/source.js";
import { places } from "./places.js";

const parse = (text: string) =>
  parseSource({ path: "shop.yaml", text: `version: 1\nsource: { source_type: Postgres }\n${text}` });
const place = (line: number, column: number) => ({ file: "shop.yaml", line, column });
const tablesOf = (text: string) => {
  const { value, diagnostics } = parse(text);
  expect(diagnostics).toEqual([]);
  return Object.fromEntries((value?.source.tables ?? []).map((table) => [table.name, table]));
};

describe("the layers of a source file", () => {
  it("lay defaults, then rules in order, then the table's own over each other", () => {
    const { a, raw_b, raw_c } = tablesOf(`defaults: { sync_frequency: 6hour, should_sync: true }
rules:
  - { tables: "raw_*", set: { sync_frequency: 12hour, should_sync: false } }
  - { tables: "*_c", set: { sync_frequency: 24hour } }
tables: { a: , raw_b: { should_sync: true }, raw_c: }
`);

    expect(a?.settings).toEqual({ sync_frequency: "6hour", should_sync: true });
    expect(raw_b?.settings).toEqual({ sync_frequency: "12hour", should_sync: true });
    expect(raw_c?.settings).toEqual({ sync_frequency: "24hour", should_sync: false });
  });

  it("say where each value comes from", () => {
    const { a } = tablesOf(`defaults: { sync_frequency: 6hour, should_sync: true }
rules: [{ tables: "*", set: { sync_type: cdc } }]
tables: { a: { should_sync: false } }
`);
    expect(a?.origins).toEqual({
      should_sync: { via: "table", at: place(5, 16) },
      sync_frequency: { via: "defaults", at: place(3, 13) },
      sync_type: { via: "rule", at: place(4, 31) },
    });
  });

  it("replace lists and nulls as a whole", () => {
    const { a, b } = tablesOf(`defaults: { enabled_columns: [x, y], row_filters: ~ }
tables: { a: { enabled_columns: [z] }, b: { enabled_columns: ~ } }
`);

    expect(a?.settings).toEqual({ enabled_columns: ["z"], row_filters: null });
    expect(b?.settings).toEqual({ enabled_columns: null, row_filters: null });
  });

  it("leave out a default or rule that means nothing under the type that comes out", () => {
    const { a, b, c } =
      tablesOf(`defaults: { incremental_field: id, incremental_field_type: integer, cdc_table_mode: both }
rules: [{ tables: b, set: { sync_type: cdc, row_filters: ~ } }]
tables: { a: { sync_type: incremental }, b: , c: }
`);

    expect(a?.settings).toEqual({
      sync_type: "incremental",
      incremental_field: "id",
      incremental_field_type: "integer",
    });
    expect(b?.settings).toEqual({ sync_type: "cdc", cdc_table_mode: "both" });
    expect(Object.keys(b?.origins ?? {}).toSorted()).toEqual(["cdc_table_mode", "sync_type"]);
    // Nobody said what type it has: the live one decides when a plan is made.
    expect(c?.settings).toEqual({ incremental_field: "id", incremental_field_type: "integer", cdc_table_mode: "both" });
  });

  it.each([
    { glob: "raw_*", names: ["raw_a"] },
    { glob: "*", names: ["public.a", "a/b", ".hidden", "raw_a"] },
    { glob: "public.*", names: ["public.a"] },
    { glob: "{raw_a,a/b}", names: ["a/b", "raw_a"] },
    { glob: "raw_?", names: ["raw_a"] },
    { glob: "RAW_*", names: [] },
    { glob: "raw", names: [] },
  ])("match $glob against whole table names", ({ glob, names }) => {
    const tables = tablesOf(`rules: [{ tables: "${glob}", set: { should_sync: true } }]
tables: { public.a: , a/b: , .hidden: , raw_a: }
`);
    const matched = Object.values(tables).filter(({ settings }) => settings.should_sync);

    expect(matched.map(({ name }) => name)).toEqual(names);
  });

  it.each([
    {
      behaviour: "an own field that means nothing under the type of a default",
      text: "defaults: { sync_type: cdc }\ntables: { a: { incremental_field: x } }\n",
      found: ["4:16 field-not-for-type"],
    },
    {
      behaviour: "a default frequency too slow for cdc, once for all tables",
      text: "defaults: { sync_frequency: 30day }\ntables: { a: { sync_type: cdc }, b: { sync_type: cdc }, c: }\n",
      found: ["3:13 cdc-too-infrequent"],
    },
    {
      behaviour: "a default frequency slower than the table's full refresh",
      text: "defaults: { sync_frequency: 30day }\ntables: { a: { sync_type: append, full_refresh_interval_days: 29 } }\n",
      found: ["4:35 full-refresh-too-often"],
    },
    {
      behaviour: "nothing in a full refresh with every sync",
      text: "defaults: { sync_frequency: 7day }\ntables: { a: { sync_type: append, full_refresh_interval_days: 7 } }\n",
      found: [],
    },
    {
      behaviour: "nothing in a full refresh that cannot happen",
      text: "defaults: { sync_frequency: 30day, full_refresh_interval_days: 7 }\ntables: { a: { sync_type: full_refresh } }\n",
      found: [],
    },
    {
      behaviour: "nothing in defaults that a rule mends",
      text: 'defaults: { sync_frequency: 30day }\nrules: [{ tables: "*", set: { sync_frequency: 7day } }]\ntables: { a: { sync_type: cdc } }\n',
      found: [],
    },
    {
      behaviour: "nothing in what a wrong default would have made of a table",
      text: "defaults: { sync_frequency: 30day, typo: 1 }\ntables: { a: { sync_type: cdc } }\n",
      found: ["3:36 unknown-field"],
    },
  ])("find $behaviour", ({ text, found }) => {
    expect(places(parse(text).diagnostics)).toEqual(found);
  });

  it("name the first table that a default is wrong for", () => {
    const { diagnostics } = parse(
      "defaults: { sync_frequency: 30day, sync_type: cdc }\ntables: { first: , second: }\n",
    );

    expect(diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining('"first"')]);
  });
});
