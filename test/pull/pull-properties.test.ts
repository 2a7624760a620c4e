import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyLater, anyLive } from "./any-live.js";
import { planAfter, pulled, textsOf } from "./pulling.js";

const RUNS = { numRuns: 200, seed: 5 };

/** A remark behind every line and above every block, so that an edit in a wrong place swallows or breaks something. */
const remarked = (text: string): string =>
  text
    .split("\n")
    .map((line, index) => (/^ *[\w."].*[^|>]$/.test(line) && !line.includes("#") ? `${line} # remark ${index}` : line))
    .join("\n");

const remarks = (text: string): readonly string[] => text.match(/# remark \d+/g) ?? [];

describe("a pull of any state", () => {
  it("is followed by an empty plan, and by a pull that changes no byte", () => {
    fc.assert(
      fc.property(anyLive, (live) => {
        const texts = textsOf(pulled(live));
        fc.pre(texts.length > 0);

        const { items, problems } = planAfter(texts, live);
        expect({ items, problems }).toEqual({ items: [], problems: [] });
        expect(textsOf(pulled(live, texts))).toEqual(texts);
      }),
      RUNS,
    );
  });

  it("brings files up to a later state: an empty plan but for what it names, and no remark lost beside what stayed", () => {
    fc.assert(
      fc.property(anyLater, ([before, after]) => {
        const texts = textsOf(pulled(before)).map(({ path, text }) => ({ path, text: remarked(text) }));
        fc.pre(texts.length > 0);
        const merged = pulled(after, texts);

        const named = new Set(merged.leftOut.map(({ address }) => `production/${address}`));
        const { items, problems } = planAfter(textsOf(merged), after);
        expect([...items, ...problems].map(({ address }) => address).filter((address) => !named.has(address))).toEqual(
          [],
        );
        expect(merged.leftOut.filter(({ code }) => code === "not-editable")).toEqual([]);
        expect(textsOf(pulled(after, textsOf(merged)))).toEqual(textsOf(merged));
        for (const { before: old = "", text } of merged.files) expect(linesLost(old, text)).toEqual([]);
      }),
      RUNS,
    );
  });
});

/** Remarks that are gone: only beside a field that means nothing any more, or that PostHog holds as no file can say it. */
function linesLost(before: string, after: string): readonly string[] {
  const left = new Set(remarks(after));
  return before
    .split("\n")
    .filter((line) => remarks(line).some((remark) => !left.has(remark)))
    .filter((line) => !/^ {4}(?!should_sync|sync_type)/.test(line));
}
