import { describe, expect, it } from "vitest";
import type { SourceSelector } from "../../src/model/desired.js";
import { matchSources } from "../../src/model/match-source.js";

const source = (id: string, prefix: string, source_type = "Postgres") => ({ id, prefix, source_type });
const byPrefix = (prefix: string): SourceSelector => ({ by: "type", source_type: "Postgres", prefix });

describe("matchSources", () => {
  it.each<{ behaviour: string; selector: SourceSelector; prefixes: readonly string[]; matched: readonly string[] }>([
    { behaviour: "finds none among none", selector: byPrefix("shop"), prefixes: [], matched: [] },
    { behaviour: "finds a prefix to the letter", selector: byPrefix("shop"), prefixes: ["shop"], matched: ["shop"] },
    { behaviour: "adds an underscore", selector: byPrefix("shop"), prefixes: ["shop_", "shops"], matched: ["shop_"] },
    { behaviour: "drops an underscore", selector: byPrefix("shop_"), prefixes: ["shop"], matched: ["shop"] },
    { behaviour: "drops one, not two", selector: byPrefix("shop"), prefixes: ["shop__"], matched: [] },
    {
      behaviour: "prefers the letter",
      selector: byPrefix("shop"),
      prefixes: ["shop_", "shop"],
      matched: ["shop"],
    },
    { behaviour: "finds both of two twins", selector: byPrefix(""), prefixes: ["", ""], matched: ["", ""] },
    { behaviour: "heeds upper and lower case", selector: byPrefix("Shop"), prefixes: ["shop"], matched: [] },
  ])("$behaviour", ({ selector, prefixes, matched }) => {
    const sources = prefixes.map((prefix, index) => source(String(index), prefix));

    expect(matchSources(selector, sources).map(({ prefix }) => prefix)).toEqual(matched);
  });

  it("looks at sources of the type alone", () => {
    expect(matchSources(byPrefix("shop"), [source("1", "shop", "MySQL")])).toEqual([]);
  });

  it("finds an id whatever else the source is called", () => {
    const sources = [source("1", "shop"), source("2", "shop")];

    expect(matchSources({ by: "id", id: "2" }, sources)).toEqual([sources[1]]);
  });
});
