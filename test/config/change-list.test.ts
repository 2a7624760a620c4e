import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { withFields } from "../../src/config/set-fields.js";

const BEFORE = ["a", "b", "c"];

/** Every list of up to four of the names, none twice. */
const lists = (names: readonly string[]): readonly (readonly string[])[] => [
  [],
  ...names.flatMap((name) => lists(names.filter((other) => other !== name)).map((rest) => [name, ...rest])),
];
const AFTER = lists([...BEFORE, "d"]).filter((list) => list.length > 0);

const written = (lineBreak: string): string =>
  [
    "version: 1",
    "source: { source_type: Postgres }",
    "tables:",
    "  t:",
    "    enabled_columns: # agreed",
    ...BEFORE.flatMap((name) => [`      # above ${name}`, `      - ${name} # beside ${name}`]),
    "      # end",
    "    protect: true",
    "",
  ].join(lineBreak);

describe.each([
  { breaks: "of Unix", lineBreak: "\n" },
  { breaks: "of Windows", lineBreak: "\r\n" },
])("a list of lines with the line breaks $breaks", ({ lineBreak }) => {
  it.each(AFTER.map((list) => ({ list })))(
    "becomes $list, and keeps what people wrote around its items",
    ({ list }) => {
      const text = written(lineBreak);

      const after = withFields({ path: "shop.yaml", text }, "t", { enabled_columns: list }) ?? "";

      expect(parse(after)).toEqual({
        ...parse(text),
        tables: { t: { enabled_columns: list, protect: true } },
      });
      const lines = after.split(lineBreak);
      for (const name of BEFORE) {
        expect(lines.filter((line) => line === `      # above ${name}`)).toHaveLength(1);
        if (list.includes(name)) expect(lines).toContain(`      - ${name} # beside ${name}`);
        else expect(after).not.toContain(`# beside ${name}`);
      }
      expect(lines).toEqual(expect.arrayContaining(["    enabled_columns: # agreed", "      # end"]));
      expect(after.replaceAll(lineBreak, "")).not.toMatch(/[\r\n]/);
    },
  );
});
