import { assert, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { STRATEGIES, type Strategy } from "../../src/model/effect.js";
import { consentsNeeded } from "../../src/model/consents-needed.js";
import type { Consent } from "../../src/model/desired.js";
import type { Item } from "../../src/model/plan.js";
import type { Change } from "../../src/planner/change.js";
import { plan } from "../../src/planner/plan.js";
import { anyChange } from "../support/any-change.js";
import { aChange, BEFORE, DECLARED, type ChangeParts } from "../support/change.js";
import { aDesiredState, aLiveState, codesOf } from "../support/planned.js";

/** The item of a change as `warehog plan` would show it, with these consents in the YAML. */
function planWith(change: Change, consent: readonly Consent[] = []): Item | undefined {
  const { policy, declaredSource, desired, source, live, server } = change;
  const state = aDesiredState([{ ...desired, consent }], { ...declaredSource, policy });
  const project = aLiveState([live], { server });
  const sources = project.sources.map(({ tables, listed }) => ({ ...source, tables, listed }));
  return plan({ desired: state, live: { ...project, sources }, journal: [] }).items[0];
}

/** What `--write-consent` would add for it. */
function written(item: Item, asked?: Strategy): readonly Consent[] {
  const strategies = consentsNeeded(item, asked) ?? [];
  return strategies.map((strategy) => ({
    id: item.id,
    reason: "agreed",
    at: item.at,
    ...(strategy === null ? {} : { strategy }),
  }));
}

const BY_CONSENT = new Set(["consent-missing", "failed-and-disabled", "strategy-not-offered"]);

const FAILED = { live: { status: "Failed", latest_error: "connection refused" } } as const;
const WIPED_ON = {
  ...FAILED,
  before: { ...BEFORE.full_refresh, should_sync: false },
  declared: { ...DECLARED.append, should_sync: true },
} satisfies ChangeParts;

describe("the consents that an item wants", () => {
  it.each(["nothing", ...STRATEGIES])(
    "leave none missing in the next plan of any change, with %s asked for",
    (word) => {
      const asked = STRATEGIES.find((strategy) => strategy === word);
      let seen = 0;
      const cases = property(anyChange, (change) => {
        const first = planWith(change);
        // Whatever else stands in the way of a senseless change has been solved.
        const problems = first?.problems.filter(({ code }) => BY_CONSENT.has(code)) ?? [];
        const lines = first === undefined ? [] : written({ ...first, problems }, asked);
        if (first === undefined || lines.length === 0) return;
        seen++;

        const next = planWith(change, lines);

        expect(next?.id).toBe(first.id);
        expect(next === undefined ? [] : codesOf(next).filter((code) => BY_CONSENT.has(code))).toEqual([]);
      });
      assert(cases, { numRuns: 400, seed: 7 });
      expect(seen).toBeGreaterThan(5);
    },
  );

  it("are both the trial and what happens to the rows, for a table that failed and was switched off", () => {
    const change = aChange(WIPED_ON);
    const first = planWith(change);

    expect(first && codesOf(first)).toContain("failed-and-disabled");
    expect(first && consentsNeeded(first)).toEqual([]);
    expect(first && consentsNeeded(first, "enable")).toEqual(["enable", "resync"]);
  });

  it("are the rows alone where the trial is agreed to already", () => {
    const change = aChange(WIPED_ON);
    const id = planWith(change)?.id ?? "";
    const enable = { id, strategy: "enable", reason: "mended", at: change.desired.at } as const;
    const first = planWith(change, [enable]);

    expect(first && codesOf(first)).toEqual(["consent-missing"]);
    expect(first && consentsNeeded(first)).toEqual(["resync"]);
    expect(first && consentsNeeded(first, "keep")).toBeUndefined();
    expect(planWith(change, [enable, ...(first ? written(first) : [])])?.problems).toEqual([]);
  });

  it("win over a line that leaves the strategy open", () => {
    const change = aChange({ declared: { incremental_field: "created_at" } });
    const open = { id: planWith(change)?.id ?? "", reason: "agreed", at: change.desired.at };
    const first = planWith(change, [open]);

    const next = planWith(change, [open, ...(first ? written(first, "keep") : [])]);

    expect(next).toMatchObject({ strategy: "keep", problems: [] });
  });

  it("are not written for what cannot be carried out anyway, and the hint says so", () => {
    const change = aChange({ declared: { incremental_field: "nowhere" } });
    const item = planWith(change);
    const missing = item?.problems.find(({ code }) => code === "consent-missing");

    expect(item && codesOf(item)).toContain("cursor-not-offered");
    expect(item && consentsNeeded(item)).toEqual([]);
    expect(missing?.hint).toContain("solve first what else stands in the way (cursor-not-offered");
    expect(missing?.hint).not.toContain("--write-consent");
  });
});
