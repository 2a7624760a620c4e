import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flowText, keyText } from "../../src/config/flow-text.js";
import { readYaml } from "../../src/config/yaml/read.js";

describe("flowText", () => {
  it.each([
    { value: "updated_at", text: "updated_at" },
    { value: "6hour", text: "6hour" },
    { value: "on", text: '"on"' },
    { value: "NULL", text: '"NULL"' },
    { value: "03:30:00", text: '"03:30:00"' },
    { value: "1e3", text: '"1e3"' },
    { value: "a\u2028\u007F", text: '"a\\u2028\\u007f"' },
    { value: [], text: "[]" },
    { value: [{ column: "a b", value: [1, true, null] }], text: '[{ column: "a b", value: [1, true, null] }]' },
    { value: { "public.orders": {} }, text: "{ public.orders: {} }" },
  ])("writes $value as $text", ({ value, text }) => {
    expect(flowText(value)).toBe(text);
  });

  it("is read back as the same value, on one line", () => {
    const value = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(fc.string()),
      fc.dictionary(fc.string(), fc.integer(), { noNullPrototype: true }),
    );
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "binary" }), value, (key, written) => {
        const text = `${keyText(key)}: ${flowText(written)}\n`;

        expect(text.split(/[\n\r\u0085\u2028\u2029]/)).toHaveLength(2);
        expect(readYaml(text)).toMatchObject({ mistakes: [], tree: { root: { [key]: written } } });
      }),
      { seed: 1 },
    );
  });
});
