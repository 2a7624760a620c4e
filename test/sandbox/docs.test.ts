import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Generation } from "../../src/sandbox/generation.js";
import { notEmulated } from "../../src/sandbox/not-emulated.js";
import { ROUTES } from "../../src/sandbox/routes.js";

const DOCS = readFileSync(new URL("../../docs/sandbox.md", import.meta.url), "utf8");

/** The lines of the table of calls below a heading, in its order. */
function callsBelow(heading: string): readonly string[] {
  const [, section = ""] = DOCS.split(`\n## ${heading}\n`);
  const [own = ""] = section.split("\n## ");
  return own
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.replaceAll(/[|`]/g, "").replaceAll(/\s+/g, " ").trim());
}

const callsOf = (generation: Generation): readonly string[] =>
  ROUTES[generation].map(({ method, path, scope, handler }) => {
    const scopes = scope === "none" ? scope : scope.join(", ");
    return `${method} ${path} ${scopes} ${handler === notEmulated ? "no" : "yes"}`;
  });

describe("docs/sandbox.md", () => {
  it.each<[string, Generation]>([
    ["Calls", "newest"],
    ["A server of 2025", "2025"],
  ])("lists below '%s' every call that there is, its scope and whether it is emulated", (heading, generation) => {
    expect(callsBelow(heading)).toEqual(callsOf(generation));
  });
});
