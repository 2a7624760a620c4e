import { describe, expect, it } from "vitest";
import type { LiveSettings } from "../../src/model/settings.js";
import { aTable } from "../support/change.js";
import { aLiveState } from "../support/planned.js";
import { expectGolden } from "../support/golden.js";
import { planAfter, pulled } from "./pulling.js";

const PATH = "warehouse/shop.yaml";
const HEAD = "version: 1\nsource: { source_type: Postgres, prefix: shop }\n";

/** Rows by name: what differs from an incremental table on updated_at, every six hours. */
const live = (rows: Readonly<Record<string, Partial<LiveSettings>>>) =>
  aLiveState(
    Object.entries(rows).map(([name, settings], index) =>
      aTable({ id: `0199feed-0000-7000-8000-00000000000${index}`, name, settings }),
    ),
  );

/** The text after a pull; the plan after it has to be empty. */
function merged(text: string, rows: Parameters<typeof live>[0]): string {
  const state = live(rows);
  const { files } = pulled(state, [{ path: PATH, text }]);
  const after = files.map(({ path, text: now }) => ({ path, text: now }));
  expect(planAfter(after, state)).toMatchObject({ items: [], problems: [] });
  return after[0]?.text ?? "";
}

describe("a pull into an existing file", () => {
  it.each([
    {
      behaviour: "a value, before its remark",
      text: "tables:\n  a:\n    # why\n    sync_frequency: 1hour # fast\n    protect: true\n",
      rows: { a: {} },
      result: "tables:\n  a:\n    # why\n    sync_frequency: 6hour # fast\n    protect: true\n",
    },
    {
      behaviour: "a value in its quotes",
      text: "tables:\n  a: { sync_frequency: '1hour', incremental_field: \"x\" }\n",
      rows: { a: {} },
      result: "tables:\n  a: { sync_frequency: '6hour', incremental_field: \"updated_at\" }\n",
    },
    {
      behaviour: "a value with the line breaks of Windows",
      text: "tables:\r\n  a:\r\n    sync_frequency: 1hour # fast\r\n  b:\r\n    should_sync: true\r\n",
      rows: { a: {}, b: { sync_type: "xmin", should_sync: false } },
      result: "tables:\r\n  a:\r\n    sync_frequency: 6hour # fast\r\n  b:\r\n    should_sync: false\r\n",
    },
    {
      behaviour: "a value that was folded text",
      text: "tables:\n  a:\n    incremental_field: >-\n      x\n    protect: true\n",
      rows: { a: {} },
      result: "tables:\n  a:\n    incremental_field: updated_at\n    protect: true\n",
    },
    {
      behaviour: "a list in brackets, item by item",
      text: "tables:\n  a: { enabled_columns: [ 'id',  secret, note ] } # x\n",
      rows: { a: { enabled_columns: ["id", "note", "fresh"] } },
      result: "tables:\n  a: { enabled_columns: [ 'id',  note, fresh ] } # x\n",
    },
    {
      behaviour: "a list of lines, item by item",
      text: "tables:\n  a:\n    enabled_columns: # agreed\n      - id # key\n      - secret # away\n      # the rest\n      - note\n",
      rows: { a: { enabled_columns: ["id", "note", "fresh"] } },
      result:
        "tables:\n  a:\n    enabled_columns: # agreed\n      - id # key\n      # the rest\n      - note\n      - fresh\n",
    },
    {
      behaviour: "the order of a list of lines, and takes the remarks beside and above an item along",
      text: "tables:\n  a:\n    primary_key_columns: # agreed\n      - id # row\n      # the tenant comes first\n      - tenant_id # from the token\n    protect: true\n",
      rows: { a: { primary_key_columns: ["tenant_id", "region", "id"] } },
      result:
        "tables:\n  a:\n    primary_key_columns: # agreed\n      # the tenant comes first\n      - tenant_id # from the token\n      - region\n      - id # row\n    protect: true\n",
    },
    {
      behaviour: "a list of lines in its middle and at its top",
      text: "tables:\n  a:\n    enabled_columns:\n      # who\n      - id # key\n      - note # by hand\n",
      rows: { a: { enabled_columns: ["at", "id", "fresh", "note"] } },
      result:
        "tables:\n  a:\n    enabled_columns:\n      - at\n      # who\n      - id # key\n      - fresh\n      - note # by hand\n",
    },
    {
      behaviour: "one filter of several on lines, beside its remark",
      text: 'tables:\n  a:\n    row_filters:\n      # tests\n      - { column: id, operator: ">",  value: 1 } # no tests\n      - column: at # when\n        operator: ">="\n        value: "2020-01-01" # the move\n',
      rows: {
        a: {
          row_filters: [
            { column: "at", operator: ">=", value: "2021-01-01" },
            { column: "id", operator: ">=", value: 1 },
          ],
        },
      },
      result:
        'tables:\n  a:\n    row_filters:\n      - column: at # when\n        operator: ">="\n        value: "2021-01-01" # the move\n      # tests\n      - { column: id, operator: ">=",  value: 1 } # no tests\n',
    },
    {
      behaviour: "one of two filters on the same column",
      text: 'tables:\n  a:\n    row_filters:\n      - { column: id, operator: ">", value: 1 } # from\n      - { column: id, operator: "<", value: 9 } # to\n',
      rows: { a: { row_filters: [{ column: "id", operator: "<", value: 8 }] } },
      result: 'tables:\n  a:\n    row_filters:\n      - { column: id, operator: "<", value: 8 } # to\n',
    },
    {
      behaviour: "a list of lines with the line breaks of Windows, to the end of the file",
      text: "tables:\r\n  a:\r\n    enabled_columns:\r\n      # x\r\n      - id # key\r\n      - note",
      rows: { a: { enabled_columns: ["note", "id", "fresh"] } },
      result:
        "tables:\r\n  a:\r\n    enabled_columns:\r\n      - note\r\n      # x\r\n      - id # key\r\n      - fresh",
    },
    {
      behaviour: "a list whose last items went",
      text: "tables:\n  a:\n    enabled_columns:\n    - id # key\n    - x\n    - y # z\n  # b\n",
      rows: { a: { enabled_columns: ["id", "fresh"] } },
      result: "tables:\n  a:\n    enabled_columns:\n    - id # key\n    - fresh\n  # b\n",
    },
    {
      behaviour: "a list that is another one",
      text: "tables:\n  a:\n    primary_key_columns:\n      - x\n      - y\n    protect: true\n",
      rows: { a: { primary_key_columns: ["tenant_id", "id"] } },
      result: "tables:\n  a:\n    primary_key_columns:\n      - tenant_id\n      - id\n    protect: true\n",
    },
    {
      behaviour: "a list of lines that is none any more",
      text: "tables:\n  a:\n    enabled_columns: # agreed\n      - id\n      - x # y\n    protect: true\n",
      rows: { a: {} },
      result: "tables:\n  a:\n    enabled_columns: null # agreed # y\n    protect: true\n",
    },
    {
      behaviour: "a list of lines that is none any more, under an anchor that others use",
      text: "tables:\n  a:\n    enabled_columns: &few\n      - id\n  b: { enabled_columns: *few }\n",
      rows: { a: {}, b: { enabled_columns: ["id"] } },
      result: "tables:\n  a:\n    enabled_columns: &few\n  b: { enabled_columns: [id] }\n",
    },
    {
      behaviour: "an entry in braces that loses all it has",
      text: "tables:\n  a: { incremental_field: x, incremental_field_type: date } # y\n",
      rows: { a: { sync_type: "full_refresh" } },
      result: "tables:\n  a: {} # y\n",
    },
    {
      behaviour: "nothing that is some",
      text: "tables:\n  a:\n    enabled_columns: ~ # all\n    row_filters:\n",
      rows: { a: { enabled_columns: ["id"], row_filters: [{ column: "id", operator: ">", value: 1 }] } },
      result:
        'tables:\n  a:\n    enabled_columns: [id] # all\n    row_filters: [{ column: id, operator: ">", value: 1 }]\n',
    },
    {
      behaviour: "one alias and not its anchor",
      text: "tables:\n  a: { enabled_columns: &few [id, note] }\n  b: { enabled_columns: *few } # same\n",
      rows: { a: { enabled_columns: ["id", "note"] }, b: { enabled_columns: ["id"] } },
      result: "tables:\n  a: { enabled_columns: &few [id, note] }\n  b: { enabled_columns: [id] } # same\n",
    },
    {
      behaviour: "an anchor, and writes out what its aliases meant",
      text: "tables:\n  a: { sync_frequency: &often 1hour }\n  b: { sync_frequency: *often } # same\n",
      rows: { a: {}, b: { sync_frequency: "1hour" } },
      result: "tables:\n  a: { sync_frequency: &often 6hour }\n  b: { sync_frequency: 1hour } # same\n",
    },
    {
      behaviour: "an entry that is an alias",
      text: "tables:\n  a: &hourly { sync_frequency: 1hour, protect: true }\n  b: *hourly # same\n",
      rows: { a: { sync_frequency: "1hour" }, b: {} },
      result:
        "tables:\n  a: &hourly { sync_frequency: 1hour, protect: true }\n  b: { sync_frequency: 6hour, protect: true } # same\n",
    },
    {
      behaviour: "what defaults say otherwise, at the table",
      text: "defaults: { sync_frequency: 1hour } # ours\ntables:\n  a: # why\n  b: {}\n  c:\n    protect: true # x\n    # end\n  d:\n",
      rows: { a: {}, b: {}, c: {}, d: { sync_frequency: "1hour" } },
      result:
        "defaults: { sync_frequency: 1hour } # ours\ntables:\n  a: { sync_frequency: 6hour } # why\n  b: { sync_frequency: 6hour }\n  c:\n    protect: true # x\n    sync_frequency: 6hour\n    # end\n  d:\n",
    },
    {
      behaviour: "what a rule says otherwise, to none",
      text: 'rules: [{ tables: "*", set: { sync_time_of_day: "03:00" } }]\ntables:\n  a:\n    protect: true\n',
      rows: { a: {} },
      result:
        'rules: [{ tables: "*", set: { sync_time_of_day: "03:00" } }]\ntables:\n  a:\n    protect: true\n    sync_time_of_day: null\n',
    },
    {
      behaviour: "another type with what it takes, without what it does not",
      text: "tables:\n  a:\n    sync_type: incremental\n    incremental_field: updated_at # c\n    incremental_field_type: datetime\n    primary_key_columns: [id]\n    consent: [{ id: 7f3a91c2, reason: x }]\n  b:\n    sync_type: full_refresh # s\n",
      rows: { a: { sync_type: "full_refresh" }, b: {} },
      result:
        "tables:\n  a:\n    sync_type: full_refresh\n    consent: [{ id: 7f3a91c2, reason: x }]\n  b:\n    sync_type: incremental # s\n    incremental_field: updated_at\n    incremental_field_type: datetime\n    primary_key_columns: [id]\n",
    },
    {
      behaviour: "an entry in braces that loses fields at either end",
      text: "tables:\n  a: { incremental_field: x, sync_type: append, protect: true, incremental_field_type: date }\n",
      rows: { a: { sync_type: "full_refresh" } },
      result: "tables:\n  a: { sync_type: full_refresh, protect: true }\n",
    },
    {
      behaviour: "an entry that loses every line, to the default of another type",
      text: "defaults:\n  sync_type: full_refresh\ntables:\n  a:\n    cdc_table_mode: both # c\n    sync_type: cdc\n",
      rows: { a: { sync_type: "full_refresh" } },
      result: "defaults:\n  sync_type: full_refresh\ntables:\n  a:\n    sync_type: full_refresh\n",
    },
    {
      behaviour: "an undeclared field: not at all",
      text: "tables:\n  a: { sync_type: incremental }\n  b:\n",
      rows: { a: { row_filters: [{ column: "id", operator: ">", value: 1 }] }, b: { should_sync: false } },
      result: "tables:\n  a: { sync_type: incremental }\n  b:\n",
    },
  ])("changes $behaviour", ({ text, rows, result }) => {
    expect(merged(HEAD + text, rows)).toBe(HEAD + result);
  });

  const SHARED =
    "defaults:\n  should_sync: true\n  sync_type: incremental\n  incremental_field: updated_at\n  incremental_field_type: datetime\n  primary_key_columns: [id]\n  sync_frequency: 6hour\n";
  it.each([
    {
      behaviour: "in the order of the names, behind the remarks of the one before",
      text: "tables:\n  b:\n    protect: true\n    # of b\n\n  # of d\n  d: {}\n# end\n",
      rows: { a: {}, b: {}, c: { sync_frequency: "1hour" }, d: {}, e: {} },
      result:
        "tables:\n  a: {}\n  b:\n    protect: true\n    # of b\n  c:\n    sync_frequency: 1hour\n\n  # of d\n  d: {}\n  e: {}\n# end\n",
    },
    {
      behaviour: "at the end where the names stand in no order, indented as the others are",
      text: "tables:\n    z:\n        protect: true\n    b: {}\n",
      rows: { z: {}, b: {}, c: { sync_frequency: "1hour" } },
      result: "tables:\n    z:\n        protect: true\n    b: {}\n    c:\n        sync_frequency: 1hour\n",
    },
    {
      behaviour: "in braces",
      text: "tables: { b: {} } # few\n",
      rows: { b: {}, "a b": { sync_frequency: "1hour" } },
      result: 'tables: { b: {}, "a b": { sync_frequency: 1hour } } # few\n',
    },
    {
      behaviour: "at the end of a file without a last line break",
      text: "tables:\n  b:\n    protect: true",
      rows: { b: {}, c: {} },
      result: "tables:\n  b:\n    protect: true\n  c: {}",
    },
    {
      behaviour: "with the old interval in a remark",
      text: "tables:\n  b: {}\n",
      head: HEAD + SHARED.replace("  sync_frequency: 6hour\n", ""),
      rows: { b: {}, c: { sync_frequency: "1min" } },
      result:
        "tables:\n  b: {}\n  c: {}\n    # sync_frequency: 5min # in place of the old 1min, which PostHog still holds here and offers no more\n",
    },
    {
      behaviour: "and not those without a type",
      text: "tables:\n  b: {}\n",
      rows: { b: {}, c: { sync_type: null } },
      result: "tables:\n  b: {}\n",
    },
  ])("adds new tables $behaviour", ({ text, rows, result, head = HEAD + SHARED }) => {
    expect(merged(head + text, rows)).toBe(head + result);
  });

  it("keeps everything that people wrote around what changed", () => {
    const state = live({
      "public.orders": { sync_frequency: "15min", primary_key_columns: ["tenant_id", "id"] },
      "public.users": { enabled_columns: ["id", "email", "country"] },
      "public.events": { sync_type: "full_refresh", sync_frequency: "24hour" },
      "raw.visits": { sync_frequency: "7day" },
      "public.payments": { sync_frequency: "24hour", should_sync: false },
    });

    const { files } = pulled(state, [{ path: PATH, text: BY_HAND }]);

    expectGolden("pull/by-hand.before.txt", BY_HAND);
    expectGolden("pull/by-hand.after.txt", files[0]?.text ?? "");
  });
});

const BY_HAND = `# Ask #data-platform before you touch this file.
version: 1
source: {source_type: 'Postgres',   prefix: shop}   # the primary

defaults:
  sync_frequency:   6hour   # four times a day is enough

rules:
  # nobody reads these by day
  - { tables: "raw.*", set: { sync_frequency: 24hour } }

tables:
  # --- orders ------------------------------------------------
  public.orders:
    sync_type:              incremental
    incremental_field:      "updated_at"      # trigger-maintained, see #412
    incremental_field_type: datetime
    primary_key_columns:    &key [ id ]
    sync_frequency:         1hour             # the dashboard shows hours
    protect: true   # finance

  # --- people: every column was agreed with legal ------------
  public.users:
    enabled_columns:
      - id
      - email       # agreed 2026-03-01
      - phone       # under discussion
    primary_key_columns: *key
    consent:
      - { id: "7f3a91c2", strategy: keep, reason: "columns only" }

  public.events: { sync_type: append, incremental_field: at, incremental_field_type: timestamp }

  raw.visits:     # nothing of its own

# the end
`;
