import { describe, expect, it } from "vitest";
import { placeOf } from "../../src/pull/place.js";

describe("the place of a new source file", () => {
  it.each([
    { patterns: ["warehouse/*.yaml"], path: "warehouse/shop.yaml" },
    { patterns: ["./w/**/*.{yaml,yml}"], path: "w/shop.yaml" },
    { patterns: ["*.yml"], path: "shop.yml" },
    { patterns: ["w/legacy.yaml", "w/pg-*.yaml", "v/*.yaml"], path: "v/shop.yaml" },
    { patterns: ["w/legacy.yaml"], path: undefined },
    { patterns: ["w/*/*.yaml"], path: undefined },
  ])("under $patterns is $path", ({ patterns, path }) => {
    expect(placeOf(patterns, "shop")).toBe(path);
  });
});
