import { describe, expect, it } from "vitest";
import { journalPlace } from "../../src/commands/journal-place.js";

const TARGET = { host: "https://posthog.internal.example:8443", project_id: 12345 };
const ROOT = "/home/ada/warehouse";

const of = (over: Partial<typeof TARGET>) => journalPlace({ root: ROOT, cwd: ROOT }, { ...TARGET, ...over }).path;

describe("the place of a journal", () => {
  it("is another for each host and project, and names no host", () => {
    expect(of({})).toMatch(/^\/home\/ada\/warehouse\/\.warehog\/12345-[0-9a-f]{8}\.journal$/);
    expect(new Set([of({}), of({ host: "https://eu.posthog.com" }), of({ project_id: 1 })]).size).toBe(3);
  });

  it.each([
    [ROOT, ".warehog/"],
    [`${ROOT}/models`, "../.warehog/"],
  ])("is told as seen from %s", (cwd, prefix) => {
    const { path, shown, failure } = journalPlace({ root: ROOT, cwd }, TARGET);
    const told = failure({ message: `the journal ${path} is held`, hint: `delete ${path}.lock` });

    expect(shown).toMatch(new RegExp(`^${prefix.replaceAll(".", "\\.")}12345-`));
    expect(told).toEqual({ code: "journal", message: `the journal ${shown} is held`, hint: `delete ${shown}.lock` });
  });
});
