import { describe, expect, it } from "vitest";
import type { LiveSettings } from "../../src/model/settings.js";
import { aTable, NOT_READ } from "../support/change.js";
import { aLiveState } from "../support/planned.js";
import { planAfter, pulled, textsOf } from "./pulling.js";

type Rows = Readonly<Record<string, Partial<LiveSettings>>>;

/** The part of a new file between its head and its tables, and the lines of its tables. */
function written(rows: Rows) {
  const live = aLiveState(
    Object.entries(rows).map(([name, settings], index) =>
      aTable({ id: `0199feed-0000-7000-8000-${String(index).padStart(12, "0")}`, name, settings }),
    ),
    { source: { supports_column_selection: false, traits: NOT_READ } },
  );
  const texts = textsOf(pulled(live));
  expect(planAfter(texts, live)).toMatchObject({ items: [], problems: [] });
  expect(textsOf(pulled(live, texts))).toEqual(texts);
  const [head = "", tables = ""] = (texts[0]?.text ?? "").split("\ntables:\n");
  return { shared: head.replaceAll(/ # .*/g, ""), tables };
}

const family = (prefix: string, count: number, settings: Partial<LiveSettings>): Rows =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, settings]));

const NONES = { incremental_field_lookback_seconds: null, sync_time_of_day: null, full_refresh_interval_days: null };

describe("the pattern of a new file", () => {
  it("is what more than half of the tables hold, and a table says only what differs", () => {
    const { shared, tables } = written({
      ...family("t", 3, {}),
      u: { sync_frequency: "1hour" },
      v: { should_sync: false },
    });

    expect(shared).toContain("  should_sync: true\n  sync_type: incremental\n  incremental_field: updated_at\n");
    expect(shared).toContain("  primary_key_columns: [id]\n  sync_frequency: 6hour\n");
    expect(tables).toBe(
      "  t0: {}\n  t1: {}\n  t2: {}\n  u:\n    sync_frequency: 1hour\n  v:\n    should_sync: false\n",
    );
  });

  it("leaves a value at the tables that half of them hold and no more", () => {
    const { shared, tables } = written({
      a: {},
      b: {},
      c: { sync_frequency: "1hour" },
      d: { sync_frequency: "1hour" },
    });

    expect(shared).not.toContain("sync_frequency");
    expect(tables.match(/sync_frequency/g)).toHaveLength(4);
  });

  it.each(Object.keys(NONES))("says of %s that it is none, so that a value that comes later is seen", (field) => {
    expect(written({ a: {} }).shared).toContain(`  ${field}: null\n`);
  });

  it("counts only the tables whose type takes the field", () => {
    const { shared, tables } = written({
      ...family("f", 5, { sync_type: "full_refresh" }),
      a: { sync_type: "append", primary_key_columns: ["a"] },
      b: { sync_type: "append", primary_key_columns: ["a"] },
    });

    expect(shared).toContain("  sync_type: full_refresh\n  incremental_field: updated_at\n");
    expect(shared).toContain("  primary_key_columns: [a]\n");
    expect(tables).toContain("  a:\n    sync_type: append\n  b:\n    sync_type: append\n  f0: {}\n");
  });

  it("has no type of a cursor without the cursor", () => {
    const { shared, tables } = written({ a: {}, b: { incremental_field: "at" }, c: { incremental_field: "seen" } });

    expect(shared).not.toContain("incremental_field_type");
    expect(tables).toContain("  b:\n    incremental_field: at\n    incremental_field_type: datetime\n");
  });

  it("writes the type of a cursor beside it, even where the defaults say the same", () => {
    const { tables } = written({ ...family("t", 3, {}), u: { incremental_field: "at" } });

    expect(tables).toContain("  u:\n    incremental_field: at\n    incremental_field_type: datetime\n");
  });

  it("has a rule for names that begin alike, where it saves three lines", () => {
    const rows = { ...family("raw_", 3, { sync_frequency: "24hour" }), ...family("dim_", 7, {}) };

    expect(written(rows).shared).toContain('rules:\n  - { tables: "raw_*", set: { sync_frequency: 24hour } }\n');
    expect(written({ ...rows, raw_2: { sync_frequency: "7day" } }).shared).not.toContain("rules:");
  });

  it("names the longest beginning of the same tables, and later rules for a part of others", () => {
    const { shared, tables } = written({
      ...family("shop.raw.", 9, { sync_frequency: "24hour" }),
      ...family("shop.raw.eu.", 4, { sync_frequency: "7day", should_sync: false }),
      ...family("dim", 20, {}),
    });

    expect(shared).toContain(
      'rules:\n  - { tables: "shop.raw.*", set: { sync_frequency: 24hour } }\n' +
        '  - tables: "shop.raw.eu.*"\n    set:\n      should_sync: false\n      sync_frequency: 7day\n',
    );
    expect(tables).not.toContain("sync_frequency");
  });

  it("keeps a value from the tables of which it cannot be said", () => {
    const { shared, tables } = written({
      ...family("t", 5, {}),
      keyless: { primary_key_columns: null },
      old: { sync_frequency: "1min" },
      older: { sync_frequency: "1min" },
    });

    expect(shared).toContain('  - { tables: "!keyless", set: { primary_key_columns: [id] } }\n');
    expect(shared).toContain('  - { tables: "!{old,older}", set: { sync_frequency: 6hour } }\n');
    expect(tables).toContain("  keyless: {}\n  old: {}\n    # sync_frequency: 5min # in place of the old 1min,");
  });

  it.each([
    {
      what: "a name that a glob would not take as it stands",
      rows: { ...family("t", 5, {}), "a*": { primary_key_columns: null } },
    },
    {
      what: "too many exceptions",
      rows: { ...family("t", 90, {}), ...family("keyless", 40, { primary_key_columns: null }) },
    },
  ])("repeats itself rather than saying anything wrong: $what", ({ rows }) => {
    const { shared, tables } = written(rows);

    expect(shared).not.toContain("primary_key_columns");
    expect(tables).toContain("  t0:\n    primary_key_columns: [id]\n");
  });

  it("shows itself at a glance among ten thousand tables, and the file is no longer than that", () => {
    const { shared, tables } = written({
      ...family("public.t", 6000, {}),
      ...family("raw_", 3000, { sync_frequency: "24hour" }),
      ...family("archive_", 1000, { sync_frequency: "7day", sync_type: "full_refresh", should_sync: false }),
      "public.odd": { incremental_field_lookback_seconds: 3600 },
    });

    expect(shared.split("\n").length).toBeLessThan(32);
    expect(tables.split("\n")).toHaveLength(10_000 + 3);
  });
});
