import { describe, expect, it } from "vitest";
import { parseSource } from "../../src/config/source.js";
import { places } from "./places.js";

const HEAD = "version: 1\nsource: { source_type: Postgres, prefix: shop }\n";
const mistakesIn = (text: string) => places(parseSource({ path: "shop.yaml", text }).diagnostics);
const at = (line: number, column: number) => ({ file: "w/shop.yaml", line, column });
/** One table, its fields on line 5 in flow style: column 8 is the first key. */
const table = (fields: string) => `${HEAD}tables:\n  # five\n  a: { ${fields} }\n`;

describe("a table's own entry", () => {
  it.each([
    { behaviour: "nothing in a good one", fields: "sync_type: cdc, sync_frequency: 7day", found: [] },
    { behaviour: "a typo", fields: "sync_frequancy: 1hour", found: ["5:8 unknown-field"] },
    { behaviour: "a frequency that stops", fields: "sync_frequency: never", found: ["5:24 frequency-not-offered"] },
    { behaviour: "a frequency of old", fields: "sync_frequency: 1min", found: ["5:24 frequency-not-offered"] },
    { behaviour: "a frequency of its own", fields: "sync_frequency: hourly", found: ["5:24 invalid-value"] },
    {
      behaviour: "cdc once a month",
      fields: "sync_type: cdc, sync_frequency: 30day",
      found: ["5:40 cdc-too-infrequent"],
    },
    { behaviour: "text for a switch", fields: "should_sync: yes", found: ["5:21 wrong-type"] },
    { behaviour: "null for a switch", fields: "should_sync: null", found: ["5:21 null-not-allowed"] },
    { behaviour: "null for a type", fields: "sync_type: ~", found: ["5:19 null-not-allowed"] },
    { behaviour: "a text for a list", fields: "primary_key_columns: id", found: ["5:29 wrong-type"] },
    { behaviour: "an empty list", fields: "enabled_columns: []", found: ["5:25 empty-value"] },
    { behaviour: "a column twice", fields: "enabled_columns: [a, b, a]", found: ["5:25 duplicate-item"] },
    { behaviour: "a time that is none", fields: "sync_time_of_day: 24:00", found: ["5:26 invalid-value"] },
    {
      behaviour: "a lookback of months",
      fields: "incremental_field_lookback_seconds: 5184001",
      found: ["5:44 invalid-value"],
    },
    { behaviour: "a number for a version", fields: "api_version: 2", found: ["5:21 wrong-type"] },
    {
      behaviour: "an operator of another language",
      fields: 'row_filters: [{ column: a, operator: "==", value: 1 }]',
      found: ["5:45 invalid-value"],
    },
    {
      behaviour: "IN one value",
      fields: "row_filters: [{ column: a, operator: IN, value: 1 }]",
      found: ["5:56 wrong-type"],
    },
    {
      behaviour: "= of a list",
      fields: 'row_filters: [{ column: a, operator: "=", value: [1] }]',
      found: ["5:57 wrong-type"],
    },
    {
      behaviour: "half a filter",
      fields: "row_filters: [{ column: a }]",
      found: ["5:22 missing-field", "5:22 missing-field"],
    },
    {
      behaviour: "a full refresh more often than the syncs",
      fields: "sync_type: append, sync_frequency: 7day, full_refresh_interval_days: 6",
      found: ["5:77 full-refresh-too-often"],
    },
    { behaviour: "a consent without a reason", fields: "consent: [{ id: 7f3a91c2 }]", found: ["5:18 missing-field"] },
    { behaviour: "a consent to no item", fields: 'consent: [{ id: all, reason: "x" }]', found: ["5:24 invalid-value"] },
    {
      behaviour: "every mistake at once",
      fields: "sync_type: cdk, should_sync: 1, nme: x",
      found: ["5:19 invalid-value", "5:37 wrong-type", "5:40 unknown-field"],
    },
  ])("has a diagnostic for $behaviour", ({ fields, found }) => {
    expect(mistakesIn(table(fields))).toEqual(found);
  });

  it("is missed one field at a time, at the key of what lacks it", () => {
    expect(mistakesIn("tables:\n  a: {}\ncdc: { slot_name: x }\n")).toEqual([
      "1:1 missing-field",
      "1:1 missing-field",
      "3:1 missing-field",
    ]);
  });

  it.each([
    ["frequency", "sync_frequency"],
    ["sync-frequency", "sync_frequency"],
    ["cursor", "incremental_field"],
    ["primary_key", "primary_key_columns"],
    ["should_synch", "should_sync"],
    ["primary-key", "primary_key_columns"],
    ["filter", "row_filters"],
  ])("offers for %s the field %s", (written, meant) => {
    const { diagnostics } = parseSource({ path: "shop.yaml", text: table(`${written}: x`) });

    expect(diagnostics[0]?.hint).toContain(`"${meant}"`);
  });

  it("is found whatever its name", () => {
    const text = `${HEAD}tables:\n  a/b~c.d:\n    sync_type: x\n  "1":\n    sync_type: y\n`;

    expect(mistakesIn(text)).toEqual(["5:16 invalid-value", "7:16 invalid-value"]);
  });

  it("may be empty, or hold nothing but a null", () => {
    const { value, diagnostics } = parseSource({ path: "shop.yaml", text: `${HEAD}tables:\n  a:\n  b: {}\n  c: ~\n` });

    expect(diagnostics).toEqual([]);
    expect(value?.source.tables.map(({ name, settings }) => [name, settings])).toEqual([
      ["a", {}],
      ["b", {}],
      ["c", {}],
    ]);
  });
});

describe("a section without what it needs", () => {
  it("names the values among which to choose", () => {
    const { diagnostics } = parseSource({ path: "shop.yaml", text: `${HEAD}cdc: { enabled: true }\ntables: { a: }\n` });

    expect(diagnostics.map(({ code }) => code)).toEqual(["missing-field"]);
    expect(diagnostics[0]?.hint).toMatch(/management_mode: posthog, or self_managed/);
  });
});

describe("the rest of a source file", () => {
  it.each([
    {
      behaviour: "another version",
      text: "version: 2\nsource: { source_type: X }\ntables: { a: }\n",
      found: ["1:10 version-unknown"],
    },
    {
      behaviour: "change data capture that is to be switched off, which never happens",
      text: "version: 1\nsource: { source_type: X }\ncdc: { management_mode: posthog, enabled: false }\ntables: { a: }\n",
      found: ["3:43 invalid-value"],
    },
    {
      behaviour: "id and type",
      text: `version: 1\nsource: { id: 0199ac3e-0014-7000-8000-a11ce0026aac, source_type: X }\ntables: { a: }\n`,
      found: ["2:53 source-selector"],
    },
    {
      behaviour: "an id that is none",
      text: "version: 1\nsource: { id: shop }\ntables: { a: }\n",
      found: ["2:15 invalid-value"],
    },
    { behaviour: "no table", text: `${HEAD}tables: {}\n`, found: ["3:9 empty-value"] },
    { behaviour: "tables that are left out", text: `${HEAD}tables:\n`, found: ["3:1 missing-field"] },
    { behaviour: "a table without a name", text: `${HEAD}tables:\n  "": {}\n`, found: ["4:3 empty-value"] },
    { behaviour: "a table twice", text: `${HEAD}tables:\n  a: {}\n  a: {}\n`, found: ["5:3 yaml-duplicate-key"] },
    {
      behaviour: "a rule without a glob",
      text: `${HEAD}rules: [{ set: {} }]\ntables: { a: }\n`,
      found: ["3:9 missing-field"],
    },
    {
      behaviour: "an unknown field of a rule",
      text: `${HEAD}rules: [{ tables: x, set: { sync: 1 } }]\ntables: { a: }\n`,
      found: ["3:29 unknown-field"],
    },
    {
      behaviour: "consent in the defaults",
      text: `${HEAD}defaults: { consent: [] }\ntables: { a: }\n`,
      found: ["3:13 unknown-field"],
    },
    {
      behaviour: "an unknown threshold",
      text: `${HEAD}tables: { a: }\nconsent: [{ threshold: rows, reason: x }]\n`,
      found: ["4:24 invalid-value"],
    },
    { behaviour: "a root that is a list", text: "- a\n", found: ["1:1 wrong-type"] },
    {
      behaviour: "an unknown cdc mode",
      text: `${HEAD}tables: { a: }\ncdc: { management_mode: self }\n`,
      found: ["4:25 invalid-value"],
    },
  ])("has a diagnostic for $behaviour", ({ text, found }) => {
    const codes = mistakesIn(text);

    expect(codes).toEqual(found);
  });

  it("is read into a source with selector, policies of its own and positions", () => {
    const text = `${HEAD}tables:
  a:
    protect: true
    sync_time_of_day: 02:30
    consent: [{ id: 12345678, strategy: keep, reason: agreed }]
cdc: { management_mode: self_managed, slot_name: s, publication_name: p }
webhook: { inputs: { secret: { env: SECRET } } }
consent: [{ threshold: max_rows, reason: once }]
`;
    const { value, diagnostics } = parseSource({ path: "w/shop.yaml", text });

    expect(diagnostics).toEqual([]);
    expect(value?.source).toEqual({
      selector: { by: "type", source_type: "Postgres", prefix: "shop" },
      at: at(2, 1),
      tables: [
        {
          name: "a",
          at: at(4, 3),
          protect: true,
          settings: { sync_time_of_day: "02:30:00" },
          origins: { sync_time_of_day: { via: "table", at: at(6, 5) } },
          consent: [{ id: "12345678", strategy: "keep", reason: "agreed", at: at(7, 15) }],
        },
      ],
      cdc: { management_mode: "self_managed", slot_name: "s", publication_name: "p" },
      webhook: { inputs: { secret: { env: "SECRET" } } },
      thresholds: [{ threshold: "max_rows", reason: "once", at: at(10, 11) }],
    });
  });

  it("keeps what is right beside what is wrong, so that other files can be compared with it", () => {
    const text = `${HEAD}tables:\n  a: { sync_type: cdc }\n  b: { typo: 1 }\n  c:\ncdc: {}\n`;
    const { value, diagnostics } = parseSource({ path: "shop.yaml", text });

    expect(places(diagnostics)).toEqual(["5:8 unknown-field", "7:1 missing-field"]);
    expect(value?.source.tables.map(({ name }) => name)).toEqual(["a", "c"]);
    expect(value?.source.cdc).toBeUndefined();
  });
});

describe("a secret in a file", () => {
  const key = `phx_${"a1B2".repeat(10)}`;

  it.each([
    { behaviour: "in a comment", text: `${HEAD}# ${key}\ntables: { a: }\n`, found: ["3:3 key-in-file"] },
    {
      behaviour: "as a name of a variable",
      text: `${HEAD}tables: { a: }\nwebhook: { inputs: { s: { env: ${key} } } }\n`,
      found: ["4:32 key-in-file"],
    },
    {
      behaviour: "in quotes",
      text: `${HEAD}tables: { a: }\nwebhook: { inputs: { s: { env: "${key}" } } }\n`,
      found: ["4:32 key-in-file"],
    },
    {
      behaviour: "as an input",
      text: `${HEAD}tables: { a: }\nwebhook: { inputs: { s: whsec_S3cr3t } }\n`,
      found: ["4:25 wrong-type"],
    },
    {
      behaviour: "behind env",
      text: `${HEAD}tables: { a: }\nwebhook: { inputs: { s: { env: "wh sec+S3cr3t" } } }\n`,
      found: ["4:32 env-name-invalid"],
    },
    {
      behaviour: "as a field",
      text: `${HEAD}tables: { a: { ${key}: 1 } }\n`,
      found: ["3:16 unknown-field", "3:16 key-in-file"],
    },
  ])("is found $behaviour and never shown", ({ text, found }) => {
    const { diagnostics } = parseSource({ path: "shop.yaml", text });

    expect(places(diagnostics)).toEqual(found);
    expect(JSON.stringify(diagnostics)).not.toMatch(/a1B2|S3cr3t/);
  });
});
