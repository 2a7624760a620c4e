import { describe, expect, it } from "vitest";
import { desiredState } from "../../src/config/desired.js";
import { parseProject } from "../../src/config/project.js";
import type { ProjectFile } from "../../src/config/project.js";
import { parseSource } from "../../src/config/source.js";
import type { SourceFile } from "../../src/config/source.js";
import type { Parsed } from "../../src/config/parsed.js";
import { places } from "./places.js";

function good<T>({ value, diagnostics }: Parsed<T>): T {
  expect(diagnostics).toEqual([]);
  if (value === undefined) throw new Error("no value");
  return value;
}

const PROJECT: ProjectFile = good(
  parseProject({
    path: "warehog.yaml",
    text: "version: 1\ntargets:\n  production: { host: 'https://us.posthog.com', project_id: 1, api_key_env: KEY, sources: [w/*.yaml] }\n",
  }),
);
const source = (path: string, selector: string, ...tables: readonly string[]): SourceFile =>
  good(
    parseSource({
      path,
      text: `version: 1\nsource: { ${selector} }\ntables:\n${tables.map((name) => `  ${name}: {}\n`).join("")}`,
    }),
  );
const state = (...sources: readonly SourceFile[]) => {
  const [target] = PROJECT.targets;
  if (target === undefined) throw new Error("no target");
  return desiredState(PROJECT, target, sources);
};

const SHOP = "source_type: Postgres, prefix: shop";

describe("desiredState", () => {
  it("puts target, policy and sources together", () => {
    const { value, diagnostics } = state(
      source("w/shop.yaml", SHOP, "a"),
      source("w/crm.yaml", "source_type: Hubspot", "a"),
    );

    expect(diagnostics).toEqual([]);
    expect(value?.target).toEqual({
      name: "production",
      host: "https://us.posthog.com",
      project_id: 1,
      api_key_env: "KEY",
    });
    expect(value?.policy).toBe(PROJECT.policy);
    expect(value?.sources.map(({ key, tables }) => [key, tables.length])).toEqual([
      ["shop", 1],
      ["crm", 1],
    ]);
  });

  it("uses whole paths as keys where stems clash, and only there", () => {
    const { value } = state(
      source("w/eu/shop.yaml", SHOP, "a"),
      source("w/us/shop.yml", "source_type: MySQL", "a"),
      source("w/us/crm.yaml", "source_type: Hubspot", "a"),
    );

    expect(value?.sources.map(({ key }) => key)).toEqual(["w/eu/shop", "w/us/shop", "crm"]);
  });

  it("refuses to take no file at all as a wish", () => {
    const { value, diagnostics } = state();

    expect(value).toBeUndefined();
    expect(places(diagnostics)).toEqual(["3:3 empty-configuration"]);
  });

  it("names both places of a source and of each table that two files declare", () => {
    const { value, diagnostics } = state(
      source("w/a.yaml", SHOP, "orders", "users"),
      source("w/b.yaml", SHOP, "carts", "users"),
    );

    expect(value).toBeUndefined();
    expect(diagnostics.map(({ file }) => file)).toEqual(["w/b.yaml", "w/b.yaml"]);
    expect(places(diagnostics)).toEqual(["2:1 source-declared-twice", "5:3 table-declared-twice"]);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining("w/a.yaml:2"),
      expect.stringContaining("w/a.yaml:5"),
    ]);
    expect(diagnostics[1]?.source).toBe("  users: {}");
  });

  it("tells sources apart by type, prefix and id", () => {
    const id = "0199ac3e-0014-7000-8000-a11ce0026aac";
    const apart = [SHOP, "source_type: Postgres", "source_type: MySQL, prefix: shop", `id: ${id}`];
    const files = apart.map((selector, index) => source(`w/${index}.yaml`, selector, "a"));

    expect(state(...files).diagnostics).toEqual([]);
    expect(places(state(...files, source("w/x.yaml", `id: ${id.toUpperCase()}`, "b")).diagnostics)).toEqual([
      "2:1 source-declared-twice",
    ]);
  });
});
