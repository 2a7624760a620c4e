import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { EXPLANATIONS } from "../../src/commands/explanations.js";
import { KNOWN_REASONS } from "../../src/model/fault.js";
import { SHARED_CODES } from "../../src/pull/codes.js";

const SRC = resolve(import.meta.dirname, "../../src");
/** What a command or the action can print comes from here. */
const FOLDERS = ["adapters", "approval", "commands", "config", "executor", "planner", "pull", "report"];
const KEBAB = /"([a-z][a-z0-9]*(?:-[a-z0-9]+)*)"/g;

/** Each code as it stands in the text: as the member of a value, of a type, chosen between two, or handed to what makes a refusal. */
function codesIn(text: string): readonly string[] {
  const places = text.matchAll(
    /\bcode(?:\??: |\(|: Readonly<Record<)((?:"[a-z0-9-]+"(?: \| )?)+)|\bcode: [^,\n]* \? ([^,\n]*)|\brefused\(\s*("[a-z-]+"),/g,
  );
  return [...places].flatMap(([, member, chosen, handed]) =>
    [...(member ?? chosen ?? handed ?? "").matchAll(KEBAB)].map(([, code]) => code ?? ""),
  );
}

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(SRC, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name}`),
);
const written = [...files, "action.ts"].flatMap((file) =>
  codesIn(readFileSync(join(SRC, file), "utf8")).map((code) => ({ code, file })),
);

const known = new Set(EXPLANATIONS.map(({ code }) => code));

describe("warehog explain", () => {
  it("knows every code that stands in the sources", () => {
    expect(written.length).toBeGreaterThan(100);
    expect(written.filter(({ code }) => !known.has(code))).toEqual([]);
  });

  it("knows every reason for which PostHog refuses", () => {
    const codes = KNOWN_REASONS.map((reason) => (reason === "billing" ? "billing-limit" : reason));

    expect(codes.filter((code) => !known.has(code))).toEqual([]);
  });

  it("knows what a pull and a plan say alike", () => {
    expect(SHARED_CODES.filter((code) => !known.has(code))).toEqual([]);
  });

  it("knows every refusal of the gate", () => {
    const union = readFileSync(join(SRC, "model/github/refusal.ts"), "utf8").split("export interface")[0] ?? "";
    const codes = [...union.matchAll(KEBAB)].map(([, code]) => code ?? "");
    const explained = EXPLANATIONS.filter(({ kind }) => kind === "refusal").map(({ code }) => code);

    expect(explained.toSorted()).toEqual(codes.toSorted());
  });

  it("explains a code once for each thing that it means", () => {
    const kinds = EXPLANATIONS.map(({ code, kind }) => `${kind} ${code}`);

    expect(kinds.filter((kind, index) => kinds.indexOf(kind) !== index)).toEqual([]);
  });
});
