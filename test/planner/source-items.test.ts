import { describe, expect, it } from "vitest";
import type { DesiredState } from "../../src/model/desired.js";
import type { LiveSource } from "../../src/model/live.js";
import { EXPLANATIONS } from "../../src/commands/explanations.js";
import { SOURCE_RULES } from "../../src/planner/source/all.js";
import { aDesiredTable, aTable, read } from "../support/change.js";
import { aDesiredState, aLiveState, codesOf, onlyItem, planOf } from "../support/planned.js";

const ORDERS = aDesiredTable({});
const CDC = { cdc: { management_mode: "posthog" }, cdcEnabled: true } as const;

const state = (sections: NonNullable<Parameters<typeof aDesiredState>[1]> = {}): DesiredState =>
  aDesiredState([ORDERS], sections);

/** A source without change data capture. */
const live = (prerequisites: LiveSource["cdc"]["prerequisites"] = read([])) =>
  aLiveState([aTable()], { source: { cdc: { enabled: false, prerequisites } } });

describe("an item of a whole source", () => {
  it.each([
    { why: "its section is new", baseline: state(), applied: undefined, origin: "change" },
    { why: "its section says more", baseline: state({ cdc: CDC.cdc }), applied: undefined, origin: "change" },
    { why: "it was merged and not applied", baseline: state(CDC), applied: state(), origin: "merged-not-applied" },
    { why: "nothing was ever applied", baseline: state(CDC), applied: null, origin: "merged-not-applied" },
    { why: "somebody undid it by hand", baseline: state(CDC), applied: state(CDC), origin: "drift" },
    { why: "everything that differs is meant", baseline: undefined, applied: undefined, origin: "change" },
  ])("comes from where its sections differ: $why", ({ baseline, applied, origin }) => {
    const plan = planOf({
      desired: state(CDC),
      live: live(),
      ...(baseline && { baseline }),
      ...(applied !== undefined && { applied }),
    });

    expect(onlyItem(plan).origin).toBe(origin);
  });

  it.each([
    { probe: { state: "not-read" } as const, notes: ["not-checked-against-source"], problems: [] },
    {
      probe: { state: "refused", reason: "scope", message: "" } as const,
      notes: ["not-checked-against-source"],
      problems: [],
    },
    { probe: { state: "refused", reason: "failed", message: "down" } as const, notes: [], problems: ["source-error"] },
    { probe: read(["no free slot"]), notes: [], problems: ["cdc-prerequisites"] },
    { probe: read([]), notes: [], problems: [] },
  ])("tells what is known of the prerequisites: $probe.state $probe.reason", ({ probe, notes, problems }) => {
    const item = onlyItem(planOf({ desired: state(CDC), live: live(probe) }));

    expect(item.notes.map(({ code }) => code)).toEqual(notes);
    expect(codesOf(item)).toEqual(problems);
  });

  it("is no table of anybody's, and a plan of it alone leaves every table unchanged", () => {
    const { tables } = planOf({ desired: state(CDC), live: live() });

    expect(tables).toMatchObject({ read: 1, unchanged: 1 });
  });

  it("is a problem, not nothing, where the webhook could not be read", () => {
    const fed = aTable({ settings: { sync_type: "webhook" } });
    const source = { webhook: { state: "refused", reason: "failed", message: "the provider is down" } } as const;
    const desired = state({ webhook: { inputs: {} } });

    const { items, problems } = planOf({ desired, live: aLiveState([fed], { source }) });

    expect(items).toEqual([]);
    expect(problems).toMatchObject([{ code: "source-error", address: "production/shop" }]);
  });

  it.each([
    { mode: "posthog", enabled: true, notes: [] },
    { mode: "self_managed", enabled: true, notes: ["cdc-mode-differs"] },
    { mode: "self_managed", enabled: false, notes: [] },
  ] as const)("never changes how capture is managed once it is on: $mode $enabled", ({ mode, enabled, notes }) => {
    const source = { cdc: { enabled, management_mode: mode } };

    const plan = planOf({ desired: state({ cdc: CDC.cdc }), live: aLiveState([aTable()], { source }) });

    expect(plan.items).toEqual([]);
    expect(plan.notes.map(({ code }) => code)).toEqual(notes);
  });

  it.each(SOURCE_RULES)("is explained: $code", ({ code }) => {
    expect(EXPLANATIONS.map((explanation) => explanation.code)).toContain(code);
  });
});
