import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { compose } from "../../../src/config/yaml/compose.js";
import { readPlain } from "../../../src/config/yaml/plain-block.js";
import type { YamlTree } from "../../../src/config/yaml/tree.js";
import { valuesOf } from "../../../src/config/yaml/values.js";

const READABLE = `# a comment
version: 1
source: { source_type: Postgres, prefix: "shop" } # the shop
rules:
  - { tables: "raw_*", set: { sync_frequency: 24hour } }
  - tables: 'x'
    set:
      sync_frequency: 1hour

tables:
  public.orders:
    # why
    sync_type: incremental
    primary_key_columns: [id, tenant_id]
    sync_time_of_day: 02:30:00
    should_sync: true
    row_filters:
    - column: amount
      operator: ">="
      value: 100
    - column: state
      operator: IN
      value: [paid, "sent", 3]
    consent:
      - { id: 12345678, reason: 'agreed, twice' }
  "a b": { }
  empty:
  last: {}
`;

/** Everything that a reader of the tree can tell apart. */
function seen({ root, rootAt, spots }: YamlTree): unknown {
  const found: unknown[] = [rootAt, root];
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, spot] of spots.get(value) ?? []) {
      found.push([`${path}/${key}`, spot]);
      walk(Reflect.get(value, key), `${path}/${key}`);
    }
  };
  walk(root, "");
  return found;
}

function fully(text: string): YamlTree | undefined {
  const document = compose(text);
  if (!document.ok) return undefined;
  const { tree, mistakes } = valuesOf(document.value);
  return mistakes.length === 0 ? tree : undefined;
}

/** What the quick reader reads, the full parser reads too, and the same. */
function expectAgreement(text: string): void {
  const plain = readPlain(text);
  if (plain === undefined) return;
  const full = fully(text);
  expect(full === undefined ? "refused" : seen(full)).toEqual(seen(plain));
}

/** What a finger may hit. */
const KEYS = Array.from(" \n:-#,[]{}\"'&*!|>%@`\t\rax1.~é?");

const name = fc.constantFrom(
  "id",
  "sync_type",
  "a",
  "b.c",
  "public.orders",
  "with space",
  "x-y",
  "1",
  "true",
  "null",
  "~",
  "ü",
);
const scalar = fc.oneof(
  fc.constantFrom(
    "id",
    "1hour",
    "02:30",
    "true",
    "null",
    "yes",
    "0x1F",
    "0o17",
    "1e3",
    "12e45678",
    "1.5",
    "007",
    "-5",
    "a: b",
    "a #b",
    "a b",
    "#",
    "- x",
    "2024-06-20",
    "*",
    "",
    "it's",
    '"',
    "ü",
    "a,b",
    "[",
    "{x",
    "x:",
    ":x",
    "a:b",
    "1_000",
    "NULL",
    "~",
    "<<",
    "=",
    ">=",
  ),
  fc.integer({ min: -5, max: 99_999 }),
  fc.boolean(),
  fc.constant(null),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(name, tie("value"), { maxKeys: 4 }),
  ),
}));

describe("the quick reader", () => {
  it("reads the style that people and the documentation write", () => {
    expect(readPlain(READABLE)).toBeDefined();
    expectAgreement(READABLE);
  });

  it("reads files with the line breaks of Windows", () => {
    const text = READABLE.replaceAll("\n", "\r\n");

    expect(readPlain(text)?.root).toEqual(readPlain(READABLE)?.root);
    expectAgreement(text);
  });

  it.each([
    "",
    "# only a comment",
    "   \n",
    "a",
    "- 1",
    "a: 1\n  b: 2\n",
    "a:\n  b: 1\n c: 2\n",
    "a: x\n  y\n",
    "a: [1,\n 2]\n",
    "a: b: c\n",
    "a: 1\na: 2\n",
    "a: {b: 1, b: 2}\n",
    "a: [x: 1]\n",
    "a: {b:1}\n",
    "a: 'it''s'\n",
    'a: "x\\n"\n',
    'a: "x"y\n',
    "a: 1 #c\n",
    "a: 1#c\n",
    "a:\n  # c\n  b: 1 # d\n# e\n",
    "a:\n- b\n-\n",
    "a:\n- - 1\n",
    "a:\n-   b: 1\n    c: 2\n",
    "a:\n- b: 1\n c: 2\n",
    "a:\n  - b\n - c\n",
    "a: b \nc: d  # e",
    "---\na: 1\n",
    "a: 1\n...\n",
    "a: 1\n---\nb: 1\n",
    " a: 1\n",
    "a: |\n  b\n",
    "a: &x 1\n",
    "__proto__: 1\n",
    "<<: 1\n",
    "a:\n\n\n  b:\n\n",
    "a: [ ]\nb: { }\nc: [ a , b ]\n",
    "a: [a b, c:d]\n",
    "a: x:y\n",
    "a: x:\n",
    "a:  \n  b: 1\n",
    "a: # c\n  b: 1\n",
    "a: # c\n",
    "a b: 1\n",
    "a : 1\n",
    "a:b: 1\n",
    "a:\r\n  b: 1\r\n",
    "a: 1\r",
    "a: 99999999999999999999\n",
    "a: 123456789012345\n",
    `${"a".repeat(1020)}: 1\n`,
    `a: ${"[".repeat(40)}${"]".repeat(40)}\n`,
  ])("agrees with the full parser, or leaves the text to it: %j", (text) => {
    expectAgreement(text);
  });

  it("agrees with the full parser on whatever a serialiser writes", () => {
    const style = fc.record({
      indent: fc.constantFrom(2, 3, 4),
      indentSeq: fc.boolean(),
      collectionStyle: fc.constantFrom("any" as const, "flow" as const, "block" as const),
      flowCollectionPadding: fc.boolean(),
      lineWidth: fc.constantFrom(0, 40),
    });
    fc.assert(
      fc.property(fc.dictionary(name, value, { minKeys: 1 }), style, (root, options) => {
        expectAgreement(stringify(root, options));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("agrees with the full parser on a readable text with any slip of the keyboard", () => {
    const slip = fc.record({
      at: fc.nat(READABLE.length),
      removed: fc.nat(3),
      typed: fc.string({ unit: fc.constantFrom(...KEYS), maxLength: 3 }),
    });
    fc.assert(
      fc.property(slip, ({ at, removed, typed }) => {
        expectAgreement(READABLE.slice(0, at) + typed + READABLE.slice(at + removed));
      }),
      { numRuns: 1500, seed: 1 },
    );
  });
});
