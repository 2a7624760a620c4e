import { describe, expect, it } from "vitest";
import { visible, visibleTexts } from "../../src/report/visible.js";

describe("visible", () => {
  it.each([
    {
      behaviour: "leaves ordinary text alone",
      text: "public.orders → ünïcödé 表",
      shown: "public.orders → ünïcödé 表",
    },
    { behaviour: "keeps emoji that need no joiner", text: "🐗", shown: "🐗" },
    { behaviour: "shows the escape of a terminal sequence", text: "\u001b[2J", shown: "\\u001b[2J" },
    { behaviour: "shows line breaks", text: "a\r\nb\u2028c", shown: "a\\u000d\\u000ab\\u2028c" },
    { behaviour: "shows the single-character form of CSI", text: "\u009b31m", shown: "\\u009b31m" },
    { behaviour: "shows what turns the direction of text", text: "a\u202eb\u2066c", shown: "a\\u202eb\\u2066c" },
    { behaviour: "shows what has no width", text: "a\u200bb\ufeffc", shown: "a\\u200bb\\ufeffc" },
    { behaviour: "shows half a character", text: "a\ud800b", shown: "a\\ud800b" },
    { behaviour: "shows hidden characters above the basic plane", text: "\u{e0041}", shown: "\\udb40\\udc41" },
  ])("$behaviour", ({ text, shown }) => {
    expect(visible(text)).toBe(shown);
  });
});

describe("visibleTexts", () => {
  it("reaches every text of a value, names included, and nothing else", () => {
    const value = { "k\u0007": ["\u0007", 1, null, true, { inner: "\u0007" }] };

    expect(visibleTexts(value)).toEqual({ "k\\u0007": ["\\u0007", 1, null, true, { inner: "\\u0007" }] });
  });
});
