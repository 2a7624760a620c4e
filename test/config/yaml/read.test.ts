import { describe, expect, it } from "vitest";
import { linesOf } from "../../../src/config/lines.js";
import { inOrder, toDiagnostics } from "../../../src/config/mistake.js";
import { readYaml } from "../../../src/config/yaml/read.js";
import { spotAt } from "../../../src/config/yaml/tree.js";
import { places } from "../places.js";

const mistakesIn = (text: string): readonly string[] =>
  places(inOrder(toDiagnostics(linesOf({ path: "x.yaml", text }), readYaml(text).mistakes)));

const bomb = (levels: number): string => {
  const lines = Array.from({ length: levels }, (_, level) => {
    const values = level === 0 ? "x" : Array.from({ length: 10 }, () => `*a${level - 1}`).join(", ");
    return `a${level}: &a${level} [${values}]`;
  });
  return `${lines.join("\n")}\n`;
};

describe("readYaml", () => {
  it.each([
    { behaviour: "nothing in plain data", text: "a: [1, { b: c }]\n", found: [] },
    { behaviour: "an empty file", text: "", found: ["1:1 yaml-empty"] },
    { behaviour: "a file of comments", text: "# nothing yet\n", found: ["1:1 yaml-empty"] },
    { behaviour: "a tab that indents", text: "a:\n\tb: 1\n", found: ["2:1 yaml-tab"] },
    { behaviour: "a tab behind spaces", text: "a:\n  b: 1\n \tc: 1\n", found: ["3:2 yaml-tab"] },
    { behaviour: "a bracket that is never closed", text: "a: [1, 2\nb: 3\n", found: ["2:1 yaml-syntax"] },
    { behaviour: "a quote that is never closed", text: 'a: "x\n', found: ["2:1 yaml-syntax"] },
    { behaviour: "two keys on a line", text: "a: b: c\n", found: ["1:4 yaml-syntax"] },
    { behaviour: "broken indentation", text: "a:\n  b: 1\n c: 2\n", found: ["3:1 yaml-syntax"] },
    {
      behaviour: "every line that is wrong",
      text: "a: b: c\nd: e: f\n",
      found: ["1:4 yaml-syntax", "2:4 yaml-syntax"],
    },
    { behaviour: "a tag", text: "a: !include b.yaml\n", found: ["1:4 yaml-tag"] },
    { behaviour: "a tag that would make bytes", text: "a: !!binary aGk=\n", found: ["1:4 yaml-tag"] },
    { behaviour: "a directive", text: "%YAML 1.1\n---\na: yes\n", found: ["1:1 yaml-directive"] },
    { behaviour: "a second document", text: "a: 1\n---\nb: 2\n", found: ["2:1 yaml-multi-document"] },
    { behaviour: "a duplicate key", text: "a: 1\nb: 2\na: 3\n", found: ["3:1 yaml-duplicate-key"] },
    { behaviour: "a duplicate key on one line", text: "{ a: 1, a: 2 }\n", found: ["1:9 yaml-duplicate-key"] },
    { behaviour: "a key quoted and not", text: "t:\n  1: x\n  '1': y\n", found: ["3:3 yaml-duplicate-key"] },
    { behaviour: "a merge key", text: "a: &a { b: 1 }\nc:\n  <<: *a\n", found: ["3:3 yaml-merge-key"] },
    { behaviour: "a key that is no text", text: "? [a]\n: b\n", found: ["1:3 yaml-key"] },
    { behaviour: "an alias of nothing", text: "a: *b\n", found: ["1:4 yaml-alias"] },
    { behaviour: "an alias of what it stands in", text: "a: &a [*a]\n", found: ["1:8 yaml-alias"] },
    { behaviour: "aliases that multiply", text: bomb(20), found: ["6:25 yaml-alias-bomb"] },
    { behaviour: "a number that cannot be kept", text: "a: 12345678901234567890\n", found: ["1:4 yaml-number"] },
  ])("finds $behaviour", ({ text, found }) => {
    expect(mistakesIn(text)).toEqual(found);
  });

  it("says where a duplicate key stands first", () => {
    const text = "x:\n  a: 1\n  b: 2\n  a: 3\n";
    const [diagnostic] = toDiagnostics(linesOf({ path: "x.yaml", text }), readYaml(text).mistakes);

    expect(diagnostic?.message).toContain("line 2");
  });

  it.each([
    { text: "a: yes", value: "yes" },
    { text: "a: 02:30", value: "02:30" },
    { text: "a: 010", value: 10 },
    { text: "a: 2024-06-20", value: "2024-06-20" },
    { text: "a: ~", value: null },
    { text: "a: &x [1]\nb: *x", value: [1] },
    { text: "a: 1_000", value: "1_000" },
  ])("resolves $text as YAML 1.2 does", ({ text, value }) => {
    expect(readYaml(text).tree?.root).toMatchObject({ a: value });
  });

  it.each(["12345678", "00000001", "12e45678"])("takes the consent id %s as text", (id) => {
    expect(readYaml(`consent: [{ id: ${id} }]`).tree?.root).toEqual({ consent: [{ id }] });
  });

  it("keeps a key that every object inherits", () => {
    const { tree } = readYaml("__proto__: { polluted: true }\nconstructor: 1\n");

    expect(Object.keys(tree?.root ?? {})).toEqual(["__proto__", "constructor"]);
    expect("polluted" in {}).toBe(false);
  });

  it.each([
    { depth: 64, open: "[", close: "]", prefix: "", found: [] },
    { depth: 65, open: "[", close: "]", prefix: "", found: ["1:65 yaml-depth"] },
    { depth: 70, open: "{ a: ", close: "}", prefix: "", found: ["1:321 yaml-depth"] },
    { depth: 70, open: "- ", close: "", prefix: "", found: ["1:129 yaml-depth"] },
    { depth: 70, open: "? ", close: "", prefix: "", found: ["1:129 yaml-depth"] },
  ])("refuses more than 64 levels: $depth of $open", ({ depth, open, close, prefix, found }) => {
    expect(mistakesIn(`${prefix}${open.repeat(depth)}1${close.repeat(depth)}\n`)).toEqual(found);
  });

  // Composing two of these in one process aborts Node 20 and 22 with exit code 134, beyond any catch.
  it.each(["", "- ", "# comment\n", "key: "])("survives two texts of open brackets behind %j", (prefix) => {
    const hostile = `${prefix}${"[".repeat(2000)}${"]".repeat(2000)}`;

    for (let file = 0; file < 2; file++)
      expect(readYaml(hostile).mistakes.map(({ code }) => code)).toEqual(["yaml-depth"]);
  });

  it("stops reading at the depth limit, however much follows", () => {
    expect(mistakesIn("[".repeat(4_000_000))).toEqual(["1:65 yaml-depth"]);
  });

  it.each([
    { what: "a million blank lines", text: `a: 1\n${"\n".repeat(1_000_000)}b: 2\n`, found: [] },
    { what: "a line of a million letters", text: `a: ${"x".repeat(1_000_000)}\n`, found: [] },
    { what: "a flood of anchors", text: `a: ${"&a ".repeat(1_000_000)}`, found: ["1:150004 yaml-size"] },
    { what: "a flood of documents", text: "---\n".repeat(1_000_000), found: ["50001:1 yaml-size"] },
    { what: "a flood of commas", text: `a: [${", ".repeat(2_000_000)}`, found: ["1:1999999 yaml-size"] },
  ])("survives $what", ({ text, found }) => {
    expect(mistakesIn(text)).toEqual(found);
  });

  it("knows where keys and values stand behind a byte order mark and the line breaks of Windows", () => {
    const text = "\uFEFFa: 1\r\nb:\r\n  - é: x\r\n";
    const { tree } = readYaml(text);
    const { positionAt } = linesOf({ path: "x.yaml", text });
    const at = (...path: readonly string[]) => {
      const { key, value } = tree === undefined ? { key: 0, value: 0 } : spotAt(tree, path);
      return [positionAt(key), positionAt(value)].map(({ line, column }) => `${line}:${column}`);
    };

    expect(at("a")).toEqual(["1:1", "1:4"]);
    expect(at("b", "0", "é")).toEqual(["3:5", "3:8"]);
    expect(at("b", "0", "missing")).toEqual(["3:5", "3:5"]);
  });

  it("shows an alias where it stands and what it stands for where that was written", () => {
    const { tree } = readYaml("a: &x { k: 1 }\nb: *x\n");

    expect(tree && spotAt(tree, ["b"])).toEqual({ key: 15, value: 18 });
    expect(tree && spotAt(tree, ["b", "k"])).toEqual({ key: 8, value: 11 });
  });
});
