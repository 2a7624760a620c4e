import { describe, expect, it } from "vitest";
import type { DesiredTable } from "../../src/model/desired.js";
import type { LiveTable } from "../../src/model/live.js";
import type { Policy } from "../../src/model/policy.js";
import type { DeclaredSettings, LiveSettings } from "../../src/model/settings.js";
import { consentProblems } from "../../src/planner/consent.js";
import { BEFORE, DECLARED, aChange, aDesiredTable, aTable, SYNCED } from "../support/change.js";
import { aDesiredState, aLiveState, codesOf, onlyItem, planOf } from "../support/planned.js";

const cursor = { incremental_field: "created_at" } as const satisfies DeclaredSettings;
const named = (index: number): Pick<LiveTable, "id" | "name"> => ({ id: `schema-${index}`, name: `public.t${index}` });

const planTable = (
  declared: DeclaredSettings,
  {
    before = {},
    table = {},
    policy = {},
  }: { before?: Partial<LiveSettings>; table?: Partial<DesiredTable>; policy?: Partial<Policy> } = {},
) =>
  planOf({
    desired: aDesiredState([aDesiredTable(declared, table)], { policy }),
    live: aLiveState([aTable({ settings: before })]),
  });

const itemFor = (...args: Parameters<typeof planTable>) => onlyItem(planTable(...args));

/** As the YAML looks once the missing consent was written into it. */
const consentTo = (id: string, strategy?: "resync" | "rebuild" | "keep" | "enable") => ({
  consent: [{ id, ...(strategy && { strategy }), reason: "agreed", at: aDesiredTable().at }],
});

describe("a plan", () => {
  it("is empty where live is as declared", () => {
    const plan = planTable({ ...DECLARED.incremental, sync_frequency: "6hour", primary_key_columns: ["id"] });

    expect(plan.items).toEqual([]);
    expect(plan.problems).toEqual([]);
    expect(plan.tables).toEqual({ read: 1, declared: 1, unchanged: 1, unmanaged: 0 });
  });

  it("has one item a table, with what changes and how", () => {
    expect(itemFor({ sync_frequency: "1hour" })).toMatchObject({
      address: "production/shop/public.orders",
      from: { sync_frequency: "6hour" },
      to: { sync_frequency: "1hour" },
      effect: "safe",
      strategy: null,
      options: [],
      steps: [{ kind: "patch", body: { sync_frequency: "1hour" } }, { kind: "verify" }],
      origin: "change",
      problems: [],
      resumes: null,
      should_sync_before: null,
    });
  });

  it("counts what it did not touch", () => {
    const tables = [aTable({ ...named(1) }), aTable({ ...named(2) }), aTable({ ...named(3) })];
    const plan = planOf({
      desired: aDesiredState([aDesiredTable({ sync_frequency: "1hour" }, { name: "public.t1" })]),
      live: aLiveState(tables),
    });

    expect(plan.tables).toEqual({ read: 1, declared: 1, unchanged: 0, unmanaged: 2 });
  });

  it("carries a pause in the item that makes it", () => {
    const item = itemFor({ primary_key_columns: ["tenant_id", "id"] });

    expect(item.steps.map(({ kind }) => kind)).toContain("pause");
    expect(item.should_sync_before).toBe(true);
  });

  it.each([
    ["takes the webhook along with the last table to leave it", DECLARED.append, 1],
    ["leaves the webhook while a declared table stays on it", DECLARED.webhook, 0],
  ] as const)("%s", (_behaviour, other, deletions) => {
    const tables = ["a", "b"].map((name) => aTable({ id: name, name, settings: BEFORE.webhook }));
    const plan = planOf({
      desired: aDesiredState([aDesiredTable(DECLARED.append, { name: "a" }), aDesiredTable(other, { name: "b" })]),
      live: aLiveState(tables),
    });
    const [first] = plan.items;

    expect(first?.steps.filter(({ kind }) => kind === "delete_webhook")).toHaveLength(deletions);
  });

  it("sums effects and rows over what is meant, never over drift", () => {
    const desired = aDesiredState([aDesiredTable(cursor)]);
    const live = aLiveState([aTable()]);

    expect(planOf({ desired, live }).totals).toMatchObject({
      by_effect: { wipe: 1, safe: 0 },
      rows_wiped: { at_least: 1000, unknown_tables: 0 },
    });
    expect(planOf({ desired, baseline: desired, live }).totals).toMatchObject({
      by_effect: { wipe: 0 },
      rows_wiped: { at_least: 0, unknown_tables: 0 },
    });
  });

  it("names rows that nobody knows as unknown", () => {
    const live = aLiveState([aTable({ table: { ...SYNCED, row_count: null } })]);

    expect(planOf({ desired: aDesiredState([aDesiredTable(cursor)]), live }).totals.rows_wiped).toEqual({
      at_least: 0,
      unknown_tables: 1,
    });
  });
});

describe("a plan against what was declared before", () => {
  const live = aLiveState([aTable({ settings: { sync_frequency: "7day", sync_time_of_day: "06:00:00" } })]);
  const before = aDesiredState([aDesiredTable({ sync_frequency: "1hour" })]);

  it("takes a table whose declaration did not change for drift, and asks nobody's consent", () => {
    const desired = aDesiredState([aDesiredTable(cursor)]);
    const item = onlyItem(planOf({ desired, baseline: desired, live: aLiveState([aTable()]) }));

    expect(item.origin).toBe("drift");
    expect(item.drifted).toEqual(["incremental_field"]);
    expect(codesOf(item)).toEqual([]);
  });

  it("takes all pending fields of a changed table along, and marks the drifted ones", () => {
    const desired = aDesiredState([aDesiredTable({ sync_frequency: "1hour", sync_time_of_day: "08:00:00" })]);
    const item = onlyItem(planOf({ desired, baseline: before, live }));

    expect(item.origin).toBe("change");
    expect(item.to).toEqual({ sync_frequency: "1hour", sync_time_of_day: "08:00:00" });
    expect(item.drifted).toEqual(["sync_frequency"]);
  });

  it.each([
    { behaviour: "was never applied", applied: null },
    {
      behaviour: "was applied with another value",
      applied: aDesiredState([aDesiredTable({ sync_frequency: "24hour" })]),
    },
    {
      behaviour: "was applied without the table",
      applied: aDesiredState([aDesiredTable({ sync_frequency: "1hour" }, { name: "public.other" })]),
    },
  ])("takes what was merged before and $behaviour for merged, not applied", ({ applied }) => {
    const desired = aDesiredState([aDesiredTable({ sync_frequency: "1hour" })]);

    const item = onlyItem(planOf({ desired, baseline: desired, applied, live }));

    expect([item.origin, item.drifted]).toEqual(["merged-not-applied", []]);
  });

  it("takes a hand edit of what was applied for drift, whatever the base of the change is", () => {
    const desired = aDesiredState([aDesiredTable({ sync_frequency: "1hour" })]);

    const item = onlyItem(planOf({ desired, baseline: desired, applied: desired, live }));

    expect([item.origin, item.drifted]).toEqual(["drift", ["sync_frequency"]]);
  });

  it("takes a new consent for a change", () => {
    const desired = aDesiredState([aDesiredTable({ sync_frequency: "1hour" }, consentTo("0000000a"))]);

    expect(onlyItem(planOf({ desired, baseline: before, live })).origin).toBe("change");
  });

  it("takes a table that was not declared for a change", () => {
    const baseline = aDesiredState([aDesiredTable({ sync_frequency: "1hour" }, { name: "public.other" })]);
    const desired = aDesiredState([aDesiredTable({ sync_frequency: "1hour" })]);

    expect(onlyItem(planOf({ desired, baseline, live })).origin).toBe("change");
  });

  it("does not count a default that means nothing for the table", () => {
    const at = aDesiredTable().at;
    const table = (mode: "both" | "cdc_only") =>
      aDesiredTable(
        { sync_frequency: "1hour", cdc_table_mode: mode },
        { origins: { cdc_table_mode: { via: "defaults", at } } },
      );

    const plan = planOf({
      desired: aDesiredState([table("both")]),
      baseline: aDesiredState([table("cdc_only")]),
      live,
    });

    expect(onlyItem(plan).origin).toBe("drift");
  });

  it("keeps a table protected while the base says so", () => {
    const baseline = aDesiredState([aDesiredTable({}, { protect: true })]);
    const desired = aDesiredState([aDesiredTable(cursor)]);

    expect(codesOf(onlyItem(planOf({ desired, baseline, live: aLiveState([aTable()]) })))).toContain("protected");
  });
});

describe("strategy and consent", () => {
  it("shows the price of each strategy", () => {
    const { strategy, options } = itemFor(cursor);

    expect(strategy).toBe("resync");
    expect(options.map(({ strategy: name, effect, price }) => [name, effect, price.rows_wiped])).toEqual([
      ["resync", "wipe", 1000],
      ["rebuild", "wipe", 1000],
      ["keep", "gap", 0],
    ]);
  });

  it.each([
    ["the policy's", "keep", cursor, "keep"],
    ["the policy's", "rebuild", cursor, "rebuild"],
    ["the first that is offered, where the policy's is not", "rebuild", DECLARED.cdc, "resync"],
    ["the one that stands for a gap by itself, whatever the policy", "resync", DECLARED.webhook, "keep"],
  ] as const)("are without consent %s (%s)", (_what, may_invalidate, declared, strategy) => {
    expect(itemFor(declared, { policy: { may_invalidate } }).strategy).toBe(strategy);
  });

  it("follows the consent that names the item", () => {
    const { id } = itemFor(cursor);
    const item = itemFor(cursor, { table: consentTo(id, "keep") });

    expect(item).toMatchObject({ id, strategy: "keep", effect: "gap", consented: true, problems: [] });
  });

  it("takes no consent that leaves the choice to the policy of the day", () => {
    const { id } = itemFor(cursor);

    expect(itemFor(cursor, { table: consentTo(id) })).toMatchObject({
      consented: false,
      problems: [{ code: "consent-missing" }],
    });
  });

  it("keeps its id whatever the strategy, and changes its hash", () => {
    const resync = itemFor(cursor);
    const keep = itemFor(cursor, { policy: { may_invalidate: "keep" } });

    expect(keep.id).toBe(resync.id);
    expect(keep.hash).not.toBe(resync.hash);
  });

  it("wants consent for what deletes rows or may miss them, and says the line and the command", () => {
    const item = itemFor(cursor);
    const [problem] = item.problems;

    expect(codesOf(item)).toEqual(["consent-missing"]);
    expect(problem?.hint).toContain(`id: "${item.id}", strategy: resync`);
    expect(problem?.hint).toContain("warehog plan --write-consent");
  });

  it.each(["12345678", "1234e567", "7f3a91c2"])("writes the id %s so that YAML reads it as text", (id) => {
    const item = { id, effect: "wipe", strategy: null, resumes: null, options: [] } as const;

    expect(consentProblems(aChange({}), item)[0]?.hint).toContain(`id: "${id}",`);
  });

  it("takes the word that a failure is mended for no consent to a wipe, which has a line of its own", () => {
    const live = { ...aTable({ settings: { should_sync: false } }), status: "Failed", latest_error: "no connection" };
    const under = (...lines: readonly { readonly id: string; readonly strategy?: "enable" }[]) => {
      const consent = lines.map((line) => ({ ...line, reason: "agreed", at: aDesiredTable().at }));
      const declared = { primary_key_columns: ["tenant_id", "id"], should_sync: true };
      return onlyItem(
        planOf({ desired: aDesiredState([aDesiredTable(declared, { consent })]), live: aLiveState([live]) }),
      );
    };
    const { id } = under();
    const trial = { id, strategy: "enable" } as const;

    expect(codesOf(under(trial))).toEqual(["consent-missing"]);
    expect(under(trial, { id })).toMatchObject({ strategy: "enable", effect: "wipe", consented: true, problems: [] });
  });

  it("wants none for a safe change", () => {
    expect(codesOf(itemFor({ sync_frequency: "1hour" }))).toEqual([]);
  });

  it("is not satisfied by a consent for another item", () => {
    expect(codesOf(itemFor(cursor, { table: consentTo("0000000a", "resync") }))).toEqual(["consent-missing"]);
  });

  it("refuses a strategy that the item does not offer", () => {
    const { id } = itemFor(cursor);
    const item = itemFor(cursor, { table: consentTo(id, "enable") });

    expect(codesOf(item)).toEqual(["strategy-not-offered"]);
    expect(item.consented).toBe(false);
  });

  it("tries a table that failed only on consent", () => {
    const before = { should_sync: false };
    const live = aLiveState([
      aTable({ settings: before, status: "Failed", latest_error: "password authentication failed" }),
    ]);
    const plan = (table: Partial<DesiredTable> = {}) =>
      onlyItem(planOf({ desired: aDesiredState([aDesiredTable({ should_sync: true }, table)]), live }));
    const refused = plan();
    const tried = plan(consentTo(refused.id, "enable"));

    expect(codesOf(refused)).toContain("failed-and-disabled");
    expect(codesOf(tried)).toEqual([]);
    expect(tried.strategy).toBe("enable");
    expect(tried.steps.map(({ kind }) => kind)).toContain("enable");
  });

  it("never deletes the rows of a protected table, consent or not", () => {
    const { id } = itemFor(cursor);
    const item = itemFor(cursor, { table: { protect: true, ...consentTo(id, "resync") } });

    expect(codesOf(item)).toEqual(["protected"]);
  });

  it("protects a table whose rows would go behind an effect that nobody knows", () => {
    const live = aTable({ settings: { sync_type: null } });
    const desired = aDesiredState([aDesiredTable({ sync_type: "full_refresh" }, { protect: true })]);

    const item = onlyItem(planOf({ desired, live: aLiveState([live]) }));

    expect(item.effect).toBe("unknown");
    expect(codesOf(item)).toContain("protected");
  });

  it("lets a protected table keep its rows", () => {
    const { id } = itemFor(cursor);

    expect(codesOf(itemFor(cursor, { table: { protect: true, ...consentTo(id, "keep") } }))).toEqual([]);
  });
});

describe("a field that means nothing", () => {
  it("blocks the item of its table", () => {
    expect(codesOf(itemFor({ sync_frequency: "1hour", cdc_table_mode: "both" }))).toEqual(["field-not-applicable"]);
  });

  it("is a problem of the plan where its table has no item", () => {
    expect(planTable({ cdc_table_mode: "both" }).problems).toMatchObject([
      { code: "field-not-applicable", address: "production/shop/public.orders" },
    ]);
  });
});
