import { describe, expect, it } from "vitest";
import { narrow } from "../../src/commands/narrow.js";
import { DEFAULT_POLICY } from "../../src/model/policy.js";
import type { DesiredSource, DesiredState } from "../../src/model/desired.js";

const at = { file: "f", line: 1, column: 1 };
const source = (key: string, ...names: readonly string[]): DesiredSource => ({
  key,
  selector: { by: "id", id: key },
  tables: names.map((name) => ({ name, settings: {}, origins: {}, protect: false, consent: [], at })),
  thresholds: [],
  at,
});
const desired: DesiredState = {
  target: { name: "production", host: "https://us.posthog.com", project_id: 1, api_key_env: "K" },
  policy: DEFAULT_POLICY,
  sources: [source("shop", "public.orders", "public.users", "raw_events"), source("crm", "contacts")],
};

const hintOf = (options: Parameters<typeof narrow>[1]): string => {
  const scope = narrow(desired, options);
  return scope.ok ? "" : scope.error.hint;
};

describe("the scope of a command", () => {
  it.each([
    { options: {}, left: ["public.orders", "public.users", "raw_events", "contacts"], told: undefined },
    { options: { source: ["crm"] }, left: ["contacts"], told: "1 of 4 declared tables (--source crm)" },
    {
      options: { table: ["public.*"] },
      left: ["public.orders", "public.users"],
      told: "2 of 4 declared tables (--table public.*)",
    },
    {
      options: { source: ["s*"], table: ["raw*", "*.users"] },
      left: ["public.users", "raw_events"],
      told: "2 of 4 declared tables (--source s* --table raw*,*.users)",
    },
  ])("of $options is $left", ({ options, left, told }) => {
    const scope = narrow(desired, options);

    expect(scope.ok && scope.value.told).toBe(told);
    expect(scope.ok && scope.value.desired.sources.flatMap(({ tables }) => tables.map(({ name }) => name))).toEqual(
      left,
    );
  });

  it("names what somebody may have meant", () => {
    expect(hintOf({ table: ["public.order"] })).toMatch(
      /^did you mean "public\.orders", "public\.users"\? sources are named/,
    );
    expect(hintOf({ source: ["shp"] })).toMatch(/^did you mean "shop"\? sources are named/);
    expect(hintOf({ table: ["nothing*"] })).toMatch(/^sources are named/);
  });

  it("is never empty by mistake", () => {
    expect(narrow(desired, { table: ["nothing*"] })).toMatchObject({ ok: false, error: { code: "scope-empty" } });
  });
});
