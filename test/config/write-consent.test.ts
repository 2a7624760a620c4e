import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { parseSource } from "../../src/config/source.js";
import { writeConsents } from "../../src/config/write-consent.js";
import { readYaml } from "../../src/config/yaml/read.js";

const FIRST = { table: "a", id: "7f3a91c2", strategy: "resync", reason: "agreed" } as const;
const SECOND = { table: "a", id: "00000001", strategy: null, reason: 'she said: "yes"\n' } as const;
const ONE = '{ id: "7f3a91c2", strategy: resync, reason: "agreed" }';
const TWO = '{ id: "00000001", reason: "she said: \\"yes\\"\\n" }';

const written = (text: string, ...missing: readonly Parameters<typeof writeConsents>[1][number][]) =>
  writeConsents({ path: "x.yaml", text }, missing);

/** Comments behind every line that can bear one, so that a splice in a wrong place swallows or breaks something. */
const commented = (text: string) => text.replaceAll(/^( *(?:- )?[\w.]+: *(?:\w+|\{\}|\[\])?)$/gm, "$1 # c");

/** Is `after` what stood before with one stretch of text put in, perhaps in place of a written null? */
function insertedOnce(before: string, after: string): boolean {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return ["", "~", "null"].includes(before.slice(start, before.length - end).trim());
}

describe("writeConsents", () => {
  it.each([
    {
      behaviour: "after the last line of a block, before the comments of what follows",
      text: "tables:\n  a: # one\n    protect: true # two\n    # three\n\n  b: {}\n",
      result: `tables:\n  a: # one\n    protect: true # two\n    consent: [${ONE}]\n    # three\n\n  b: {}\n`,
    },
    {
      behaviour: "after a block that ends in a list",
      text: "tables:\n  a:\n    enabled_columns:\n    - x\n    - y # z\n",
      result: `tables:\n  a:\n    enabled_columns:\n    - x\n    - y # z\n    consent: [${ONE}]\n`,
    },
    {
      behaviour: "after a list, before the comments behind it",
      text: "tables:\n  a:\n    enabled_columns:\n      - x # one\n      # two\n\n  b: {}\n",
      result: `tables:\n  a:\n    enabled_columns:\n      - x # one\n    consent: [${ONE}]\n      # two\n\n  b: {}\n`,
    },
    {
      behaviour: "after literal text",
      text: "tables:\n  a:\n    incremental_field: |-\n      x\n  b:\n",
      result: `tables:\n  a:\n    incremental_field: |-\n      x\n    consent: [${ONE}]\n  b:\n`,
    },
    {
      behaviour: "at the end of a file without a last line break",
      text: "tables:\n  a:\n    protect: true",
      result: `tables:\n  a:\n    protect: true\n    consent: [${ONE}]`,
    },
    {
      behaviour: "with the line breaks of Windows",
      text: "tables:\r\n  a:\r\n    protect: true # x\r\n  b:\r\n",
      result: `tables:\r\n  a:\r\n    protect: true # x\r\n    consent: [${ONE}]\r\n  b:\r\n`,
    },
    {
      behaviour: "into an entry on one line",
      text: "tables:\n  a: { protect: true } # x\n",
      result: `tables:\n  a: { protect: true, consent: [${ONE}] } # x\n`,
    },
    {
      behaviour: "into an entry with a comma too many",
      text: "tables:\n  a: { enabled_columns: [x,], }\n",
      result: `tables:\n  a: { enabled_columns: [x,], consent: [${ONE}], }\n`,
    },
    { behaviour: "into an empty entry", text: "tables: { a: {} }\n", result: `tables: { a: { consent: [${ONE}] } }\n` },
    {
      behaviour: "into an entry of nothing",
      text: "tables:\n  a: # why\n  b:\n",
      result: `tables:\n  a: { consent: [${ONE}] } # why\n  b:\n`,
    },
    {
      behaviour: "in place of null",
      text: "tables:\n  a: ~ # x\n",
      result: `tables:\n  a: { consent: [${ONE}] } # x\n`,
    },
    {
      behaviour: "behind a key without a colon",
      text: "tables: { a, b }\n",
      result: `tables: { a: { consent: [${ONE}] }, b }\n`,
    },
    {
      behaviour: "to a list in brackets",
      text: 'tables:\n  a:\n    consent: [{ id: "1" }] # x\n    protect: true\n',
      result: `tables:\n  a:\n    consent: [{ id: "1" }, ${ONE}] # x\n    protect: true\n`,
    },
    {
      behaviour: "to an empty list",
      text: "tables: { a: { consent: [] } }\n",
      result: `tables: { a: { consent: [${ONE}] } }\n`,
    },
    {
      behaviour: "to a list of lines",
      text: "tables:\n  a:\n    consent:\n      - id: x # one\n        reason: y # two\n\n    protect: true\n",
      result: `tables:\n  a:\n    consent:\n      - id: x # one\n        reason: y # two\n      - ${ONE}\n\n    protect: true\n`,
    },
    {
      behaviour: "to a list of nothing",
      text: "tables:\n  a:\n    consent:\n    protect: true\n",
      result: `tables:\n  a:\n    consent: [${ONE}]\n    protect: true\n`,
    },
    {
      behaviour: "in place of an alias, whose anchor belongs to another table",
      text: "tables:\n  b: &shared { protect: true, consent: [{ id: x }] }\n  a: *shared # y\n",
      result: `tables:\n  b: &shared { protect: true, consent: [{ id: x }] }\n  a: { "protect": true, consent: [{"id":"x"}, ${ONE}] } # y\n`,
    },
    {
      behaviour: "in place of an alias of a list",
      text: "tables:\n  b: { consent: &c [{ id: x }] }\n  a: { consent: *c }\n",
      result: `tables:\n  b: { consent: &c [{ id: x }] }\n  a: { consent: [{"id":"x"}, ${ONE}] }\n`,
    },
  ])("adds $behaviour", ({ text, result }) => {
    expect(written(text, FIRST)).toBe(result);
  });

  it("finds a table whose name looks like a number", () => {
    expect(written("tables:\n  007: {}\n  7: {}\n", { ...FIRST, table: "007" })).toBe(
      `tables:\n  007: { consent: [${ONE}] }\n  7: {}\n`,
    );
  });

  it("adds several to one table and to several tables at once", () => {
    expect(written("tables:\n  b: {}\n  a:\n    protect: true\n", SECOND, { ...FIRST, table: "b" }, FIRST)).toBe(
      `tables:\n  b: { consent: [${ONE}] }\n  a:\n    protect: true\n    consent: [${TWO}, ${ONE}]\n`,
    );
  });

  it("adds an item a line to a list of lines", () => {
    expect(written("tables:\n  a:\n    consent:\n    - id: x\n", FIRST, SECOND)).toBe(
      `tables:\n  a:\n    consent:\n    - id: x\n    - ${ONE}\n    - ${TWO}\n`,
    );
  });

  it("changes nothing when nothing is missing", () => {
    expect(written("tables: { a: {} } # x\n")).toBe("tables: { a: {} } # x\n");
  });

  it("takes a table that is not declared for a bug", () => {
    expect(() => written("tables: { b: {} }\n", FIRST)).toThrow("does not declare");
  });

  it("writes what the reader then reads", () => {
    const text = "version: 1\nsource: { source_type: X }\ntables:\n  a:\n    protect: true\n";
    const { value, diagnostics } = parseSource({ path: "x.yaml", text: written(text, FIRST, SECOND) });

    expect(diagnostics).toEqual([]);
    expect(value?.source.tables[0]?.consent).toMatchObject([
      { id: "7f3a91c2", strategy: "resync", reason: "agreed" },
      { id: "00000001", reason: SECOND.reason },
    ]);
  });

  const field = fc.record(
    {
      protect: fc.boolean(),
      sync_type: fc.constantFrom("cdc", "append"),
      enabled_columns: fc.option(fc.array(fc.string(), { maxLength: 2 })),
      row_filters: fc.array(
        fc.record({ column: fc.string(), value: fc.oneof(fc.string(), fc.integer()) }, { noNullPrototype: true }),
        {
          maxLength: 2,
        },
      ),
      consent: fc.array(
        fc.record({ id: fc.constantFrom("7f3a91c2", "00000001"), reason: fc.string() }, { noNullPrototype: true }),
        {
          maxLength: 2,
        },
      ),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  const name = fc.oneof(
    fc.constantFrom("a", "public.orders", "x y", "null", "7", "é", "- z", "k: v"),
    fc.string({ minLength: 1 }),
  );
  const tables = fc.dictionary(name, fc.option(field), { minKeys: 1, maxKeys: 4, noNullPrototype: true });
  const style = fc.record({
    indent: fc.constantFrom(2, 4),
    indentSeq: fc.boolean(),
    collectionStyle: fc.constantFrom("any" as const, "flow" as const, "block" as const),
    lineWidth: fc.constantFrom(0, 30, 80),
    nullStr: fc.constantFrom("null", "~", ""),
  });

  it("gives the old value with one consent more, whatever the style, and touches nothing else", () => {
    fc.assert(
      fc.property(tables, style, fc.nat(), fc.boolean(), fc.string(), (declared, options, pick, comments, reason) => {
        const plain = stringify({ version: 1, tables: declared, last: true }, options);
        const text = comments ? commented(plain) : plain;
        // A comment can land inside folded text and become a part of it.
        fc.pre(isDeepStrictEqual(readYaml(text).tree?.root, { version: 1, tables: declared, last: true }));
        const names = Object.keys(declared);
        const table = names[pick % names.length] ?? "";
        const after = written(text, { table, id: "1e234567", strategy: "keep", reason });

        const entry = declared[table] ?? {};
        const consent = [...(entry.consent ?? []), { id: "1e234567", strategy: "keep", reason }];
        const tablesAfter = { ...declared, [table]: { ...entry, consent } };
        expect(readYaml(after).tree?.root).toEqual({ version: 1, tables: tablesAfter, last: true });
        expect(insertedOnce(text, after)).toBe(true);
      }),
      { numRuns: 600, seed: 1 },
    );
  });
});
