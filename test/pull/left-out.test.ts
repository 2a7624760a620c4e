import { describe, expect, it } from "vitest";
import type { LiveSource, LiveState } from "../../src/model/live.js";
import type { LiveSettings } from "../../src/model/settings.js";
import { aSource, aTable } from "../support/change.js";
import { aLiveState } from "../support/planned.js";
import { planAfter, pulled, textsOf } from "./pulling.js";

const id = (n: number): string => `0199feed-0000-7000-8000-${String(n).padStart(12, "0")}`;

const listing = ({ id: row, name }: { readonly id: string; readonly name: string }) => ({
  id: row,
  name,
  status: null,
  should_sync: true,
  sync_type: null,
});

/** A source of tables by name, each as it differs from the usual one. */
function source(
  n: number,
  rows: readonly (readonly [string, Partial<LiveSettings>])[],
  over: Partial<LiveSource> = {},
) {
  const tables = rows.map(([name, settings], row) => aTable({ id: id(n * 100 + row), name, settings }));
  return aSource({ id: id(n), tables, listed: tables.map(listing), ...over });
}

const project = (...sources: readonly LiveSource[]): LiveState => ({ ...aLiveState([]), sources });
const told = (live: LiveState, text?: string) =>
  pulled(live, text === undefined ? [] : [{ path: "warehouse/shop.yaml", text }]).leftOut.map(
    ({ code, address }) => `${address} ${code}`,
  );

const SHOP = { source_type: "Postgres", prefix: "shop" };

describe("what no file says after a pull", () => {
  it.each<{ what: string; sources: readonly LiveSource[]; says: string }>([
    {
      what: "a source that is queried where it is",
      sources: [source(1, [["a", {}]], { access_method: "direct" })],
      says: "shop-postgres direct-query",
    },
    {
      what: "a source that the key's user may not see",
      sources: [source(1, [], { tables: undefined })],
      says: "shop-postgres not-visible",
    },
    {
      what: "a table that is listed and cannot be read",
      sources: [source(1, [["a", {}]], { listed: [listing({ id: id(7), name: "b" })] })],
      says: "shop-postgres/b not-visible",
    },
    {
      what: "tables that nobody set up",
      sources: [
        source(1, [
          ["a", {}],
          ["b", { sync_type: null }],
        ]),
      ],
      says: "shop-postgres nothing-configured",
    },
    {
      what: "two rows of one name",
      sources: [
        source(1, [
          ["a", {}],
          ["b", {}],
          ["b", {}],
        ]),
      ],
      says: "shop-postgres/b ambiguous-name",
    },
    {
      what: "a type of a newer server",
      sources: [
        source(1, [
          ["a", {}],
          ["b", { sync_type: "teleport" }],
        ]),
      ],
      says: "shop-postgres/b unknown-value",
    },
    {
      what: "a frequency of a newer server",
      sources: [source(1, [["a", { sync_frequency: "2hour" }]])],
      says: "shop-postgres/a not-declarable",
    },
    {
      what: "the old interval",
      sources: [source(1, [["a", { sync_frequency: "1min" }]])],
      says: "shop-postgres/a legacy-1min",
    },
    {
      what: "nothing where a value is needed",
      sources: [source(1, [["a", { incremental_field: null }]])],
      says: "shop-postgres/a not-declarable",
    },
    {
      what: "an interval too long for its type",
      sources: [source(1, [["a", { sync_type: "cdc", sync_frequency: "30day" }]])],
      says: "shop-postgres/a not-declarable",
    },
    {
      what: "a name too long for a key",
      sources: [
        source(1, [
          ["a", {}],
          ["n".repeat(1001), {}],
        ]),
      ],
      says: `shop-postgres/${"n".repeat(1001)} not-declarable`,
    },
    {
      what: "a name that looks like an API key",
      sources: [
        source(1, [
          ["a", {}],
          ["phx_abcdefghijklmnopqrstuvwxyz", {}],
        ]),
      ],
      says: "shop-postgres/phx_abcdefghijklmnopqrstuvwxyz not-declarable",
    },
  ])("is named: $what; and the plan is empty", ({ sources, says }) => {
    const live = project(...sources, source(9, [["other", {}]], { source_type: "Stripe", prefix: "" }));

    const { items, problems } = planAfter(textsOf(pulled(live)), live);

    expect(told(live)).toEqual([says]);
    expect({ items, problems }).toEqual({ items: [], problems: [] });
  });

  it("holds no field that the server does not show", () => {
    const live = project(source(1, [["a", {}]]));
    const old = { ...live, server: { ...live.server, lookback: false, row_filters: false } };

    const [file] = textsOf(pulled(old));

    expect(file?.text).toContain("enabled_columns: null");
    expect(file?.text).not.toMatch(/lookback|row_filters/);
    expect(told(old)).toEqual([]);
  });

  it("is nothing of two sources that look alike: each is named by its id, in a file of its own", () => {
    const live = project(
      source(1, [["a", {}]], SHOP),
      source(2, [["b", {}]], { ...SHOP, prefix: "shop_" }),
      source(3, [["c", {}]], { ...SHOP, prefix: "shop_" }),
    );

    const texts = textsOf(pulled(live));

    expect(texts.map(({ path }) => path)).toEqual([
      "warehouse/shop-postgres.yaml",
      "warehouse/shop-postgres-2.yaml",
      "warehouse/shop-postgres-3.yaml",
    ]);
    expect(texts.map(({ text }) => /source: (.*)/.exec(text)?.[1])).toEqual([
      "{ source_type: Postgres, prefix: shop }",
      `{ id: "${id(2)}" }`,
      `{ id: "${id(3)}" }`,
    ]);
    expect(planAfter(texts, live)).toMatchObject({ items: [], problems: [] });
  });
});

describe("what of a file a pull leaves, and names", () => {
  const HEAD = "version: 1\nsource: { source_type: Postgres, prefix: shop }\ntables:\n";
  it.each<{ what: string; sources: readonly LiveSource[]; text: string; says: readonly string[] }>([
    {
      what: "a table that the source has no more",
      sources: [source(1, [["a", {}]])],
      text: `${HEAD}  a: {}\n  gone: { sync_frequency: 1hour }\n`,
      says: ["shop/gone not-discovered"],
    },
    {
      what: "a table without a type, which it has in the file",
      sources: [
        source(1, [
          ["a", { sync_type: null }],
          ["b", { sync_type: null }],
        ]),
      ],
      text: `${HEAD}  a: { sync_type: cdc }\n`,
      says: ["shop/a sync-type-missing"],
    },
    {
      what: "a source that is not there",
      sources: [source(1, [], { source_type: "Stripe" })],
      text: `${HEAD}  a: {}\n`,
      says: ["warehouse/shop.yaml source-not-found"],
    },
    {
      what: "a selector that means two sources, of which no new file is made",
      sources: [source(1, [["a", {}]]), source(2, [["a", {}]])],
      text: `${HEAD}  a: {}\n`,
      says: ["warehouse/shop.yaml source-ambiguous"],
    },
    {
      what: "a default that is said of what cannot be said",
      sources: [
        source(1, [
          ["a", { sync_frequency: "2hour" }],
          ["b", { sync_frequency: "2hour" }],
        ]),
      ],
      text: `version: 1\nsource: { source_type: Postgres, prefix: shop }\ndefaults: { sync_frequency: 1hour }\ntables:\n  a: {}\n`,
      says: ["shop/a not-declarable", "shop/b not-declarable"],
    },
    {
      what: "a file whose keys are written as no edit gets hold of them",
      sources: [source(1, [["a", {}]])],
      text: `version: 1\nsource: { source_type: Postgres, prefix: shop }\ndefaults: { sync_frequency: 1hour }\ntables:\n  ? a\n`,
      says: ["warehouse/shop.yaml not-editable"],
    },
  ])("$what", ({ sources, text, says }) => {
    const live = project(...sources);

    const { files, leftOut } = pulled(live, [{ path: "warehouse/shop.yaml", text }]);

    expect(leftOut.map(({ code, address }) => `${address} ${code}`)).toEqual(says);
    expect(files.map((file) => file.text)).toEqual([text]);
  });

  it("a second file of the same source", () => {
    const live = project(
      source(1, [
        ["a", {}],
        ["b", {}],
      ]),
    );
    const texts = [
      { path: "warehouse/one.yaml", text: `${HEAD}  a: {}\n  b: {}\n` },
      { path: "warehouse/two.yaml", text: `version: 1\nsource: { id: ${id(1)} }\ntables:\n  b: {}\n` },
    ];

    const { files, leftOut } = pulled(live, texts);

    expect(leftOut).toMatchObject([{ code: "source-ambiguous", address: "warehouse/two.yaml" }]);
    expect(files.map(({ text }) => text)).toEqual(texts.map(({ text }) => text));
  });

  it("says that defaults go on saying it", () => {
    const live = project(source(1, [["a", { sync_frequency: "2hour" }]]));
    const text = `${HEAD.replace("tables:", "defaults: { sync_frequency: 1hour }\ntables:")}  a: {}\n`;

    const { leftOut } = pulled(live, [{ path: "warehouse/shop.yaml", text }]);

    expect(leftOut.map(({ message }) => message)).toEqual([
      "defaults or a rule say sync_frequency of it, and PostHog holds what no entry can say",
    ]);
  });

  it("removes from an entry what no file can say any more", () => {
    const live = project(source(1, [["a", { sync_frequency: "2hour" }]]));
    const text = `${HEAD}  a:\n    should_sync: true\n    sync_frequency: 1hour # ours\n`;

    const { files } = pulled(live, [{ path: "warehouse/shop.yaml", text }]);

    expect(files[0]?.text).toBe(`${HEAD}  a:\n    should_sync: true\n`);
  });
});
