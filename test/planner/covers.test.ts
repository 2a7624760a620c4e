import { describe, expect, it } from "vitest";
import { fc } from "../support/fixed-seed.js";
import type { Coverage } from "../../src/model/coverage.js";
import { EFFECTS, isWorse, STRATEGIES } from "../../src/model/effect.js";
import type { Item, Step } from "../../src/model/plan.js";
import type { DeclaredSettings } from "../../src/model/settings.js";
import { covers } from "../../src/planner/covers.js";
import { aDesiredTable, aJob, aTable, BEFORE, DECLARED, read } from "../support/change.js";
import { aDesiredState, aLiveState, onlyItem, owedBy, planOf, withValues } from "../support/planned.js";

const planTable = (
  declared: DeclaredSettings,
  live = aTable(),
  journal: Parameters<typeof planOf>[0]["journal"] = [],
): Item => onlyItem(planOf({ desired: aDesiredState([aDesiredTable(declared)]), live: aLiveState([live]), journal }));

const cursor = { incremental_field: "created_at" } as const;
const approved = planTable(cursor);
const CHANGES: readonly DeclaredSettings[] = [
  cursor,
  { sync_frequency: "1hour" },
  { primary_key_columns: ["tenant_id", "id"] },
  DECLARED.cdc,
  DECLARED.webhook,
  DECLARED.full_refresh,
];

const isCovered = (coverage: Coverage): boolean => coverage.covered;
const without = (item: Item, ...kinds: readonly Step["kind"][]): Item => ({
  ...item,
  steps: item.steps.filter(({ kind }) => !kinds.includes(kind)),
});

describe("an approval", () => {
  it.each(CHANGES)("covers the same item: %j", (declared) => {
    const item = planTable(declared);

    expect(covers(item, item, [])).toEqual({ covered: true });
    expect(covers(item, JSON.parse(JSON.stringify(item)), [])).toEqual({ covered: true });
  });

  it("covers an item of which nothing is left", () => {
    expect(covers(approved, undefined, [])).toEqual({ covered: true });
  });

  it("covers a smaller patch where a field stands already", () => {
    const both = planTable({ sync_frequency: "1hour", sync_time_of_day: "06:00:00" });
    const rest = planTable(
      { sync_frequency: "1hour", sync_time_of_day: "06:00:00" },
      withValues(aTable(), { sync_frequency: "1hour" }),
    );

    expect(covers(both, rest, [])).toEqual({ covered: true });
    expect(isCovered(covers(rest, both, []))).toBe(false);
  });

  it("covers a switch that needs no run before it any more, because one has Completed meanwhile", () => {
    const [running, completed] = ["Running", "Completed"].map((status) =>
      planTable(DECLARED.incremental, aTable({ settings: BEFORE.full_refresh, jobs: read([aJob({ status })]) })),
    ) as [Item, Item];

    expect(running.steps).toContainEqual({ kind: "catch_up" });
    expect(covers(running, completed, [])).toEqual({ covered: true });
    expect(isCovered(covers(completed, running, []))).toBe(false);
  });

  it("covers another way of holding", () => {
    const held = {
      ...approved,
      steps: [{ kind: "hold", when_running: "cancel" } as const, ...without(approved, "hold").steps],
    };

    expect(isCovered(covers(approved, held, []))).toBe(true);
    expect(isCovered(covers(approved, without(approved, "hold"), []))).toBe(true);
  });

  it.each<Step>([
    { kind: "enable_cdc", management_mode: "posthog" },
    { kind: "create_webhook", inputs: {} },
    { kind: "delete_webhook" },
  ])("covers an item whose source needs no $kind any more", (step) => {
    const [first, ...rest] = approved.steps;
    const whole = { ...approved, steps: [...(first ? [first] : []), step, ...rest] };

    expect(isCovered(covers(whole, approved, []))).toBe(true);
    expect(isCovered(covers(approved, whole, []))).toBe(false);
  });
});

describe("an approval does not cover", () => {
  it.each<[what: string, fresh: Item]>([
    ["another table", { ...approved, schema_id: "other" }],
    ["a table of another source", { ...approved, source_id: "other" }],
    ["another aim", { ...approved, to: { incremental_field: "id" } }],
    ["one aim more", { ...approved, to: { ...approved.to, enabled_columns: null } }],
    ["a table that has changed since", { ...approved, from: { incremental_field: "id" } }],
    ["a worse effect", { ...approved, effect: "loss" }],
    ["a gap in place of a wipe", { ...approved, effect: "gap" }],
    ["another strategy", { ...approved, strategy: "rebuild" }],
    ["no strategy", { ...approved, strategy: null }],
    ["a step less", without(approved, "import")],
    ["a step more", { ...approved, steps: [{ kind: "delete_data" }, ...approved.steps] }],
    [
      "another import",
      {
        ...approved,
        steps: approved.steps.map((step) => (step.kind === "import" ? { kind: "import", how: "reload" } : step)),
      },
    ],
    [
      "a patch of something else",
      {
        ...approved,
        steps: approved.steps.map((step) =>
          step.kind === "patch" ? { kind: "patch", body: { ...step.body, should_sync: false } } : step,
        ),
      },
    ],
    ["a new reason", { ...approved, findings: [...approved.findings, ...planTable(DECLARED.webhook).findings] }],
  ])("%s", (_what, fresh) => {
    expect(isCovered(covers(approved, fresh, []))).toBe(false);
  });

  it.each<[what: string, live: DeclaredSettings, covered: boolean]>([
    ["one that stands already", { sync_frequency: "1hour" }, true],
    ["one that was taken back", {}, false],
    ["one that somebody set to something else", { sync_frequency: "12hour" }, false],
  ])("a field less, but for %s", (_what, now, covered) => {
    const both = planTable({ ...cursor, sync_frequency: "1hour" });
    const live = withValues(aTable(), now);
    const rest = planTable(cursor, live);

    expect(isCovered(covers(both, rest, [], live.settings))).toBe(covered);
  });

  it.each<[what: string, live: DeclaredSettings, covered: boolean]>([
    ["where nothing of it stands", {}, false],
    ["unless all of it stands", cursor, true],
  ])("an item that is not planned any more %s", (_what, now, covered) => {
    expect(isCovered(covers(approved, undefined, [], withValues(aTable(), now).settings))).toBe(covered);
  });

  it("says each difference", () => {
    const coverage = covers(approved, { ...approved, effect: "loss", strategy: "rebuild" }, []);

    expect(coverage.covered ? [] : coverage.differences).toHaveLength(2);
  });

  it("any change of effect for the worse, or of strategy", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CHANGES),
        fc.constantFrom(...EFFECTS),
        fc.constantFrom(...STRATEGIES, null),
        (declared, effect, strategy) => {
          const item = planTable(declared);
          const worse = isWorse(effect, item.effect) || (effect === "gap" && item.effect !== "gap");

          expect(isCovered(covers(item, { ...item, effect, strategy }, []))).toBe(!worse && strategy === item.strategy);
        },
      ),
    );
  });

  it("any step taken out, put in or exchanged", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CHANGES),
        fc.nat(20),
        fc.constantFrom("drop", "twice", "swap"),
        (declared, at, how) => {
          const item = planTable(declared);
          const deeds = item.steps.filter(({ kind }) => kind !== "hold");
          const index = at % deeds.length;
          const one = deeds[index];
          // A run that has Completed meanwhile stands in for it.
          if (one === undefined || (how === "drop" && one.kind === "catch_up")) return;
          const before = deeds.slice(0, index);
          const after = deeds.slice(index + 1);
          const steps = {
            drop: [...before, ...after],
            twice: [...before, one, one, ...after],
            swap: [...after, one, ...before],
          }[how];
          if (JSON.stringify(steps) === JSON.stringify(deeds)) return;

          expect(isCovered(covers(item, { ...item, steps }, []))).toBe(false);
        },
      ),
    );
  });
});

describe("an approval of an item that was begun", () => {
  const patched = withValues(aTable(), approved.to);

  it.each([
    ["covers the import that is left", { patch: "ack" }],
    ["covers the waiting that is left", { patch: "ack", import: "ack" }],
    ["covers the last look", { patch: "ack", import: "ack", await: "proof" }],
  ] as const)("%s", (_behaviour, marks) => {
    const owed = owedBy(approved, marks);
    const fresh = planTable(cursor, patched, [owed]);

    expect(fresh.resumes).toBe(approved.id);
    expect(covers(approved, fresh, [owed])).toEqual({ covered: true });
  });

  it("does not cover less than the journal proves done", () => {
    const owed = owedBy(approved, { patch: "ack", import: "intent" });
    const fresh = without(planTable(cursor, patched, [owed]), "import");

    expect(isCovered(covers(approved, fresh, [owed]))).toBe(false);
  });

  it("does not cover less where the fresh item does not carry it on", () => {
    const owed = owedBy(approved, { patch: "ack" });

    expect(isCovered(covers(approved, { ...without(approved, "patch"), resumes: null }, [owed]))).toBe(false);
  });

  it("does not believe a journal that it was not shown", () => {
    const owed = owedBy(approved, { patch: "ack", import: "ack" });

    expect(isCovered(covers(approved, planTable(cursor, patched, [owed]), []))).toBe(false);
  });

  it("covers the reload that stands for a run whose start nobody saw", () => {
    const mode = { cdc_table_mode: "both" } as const;
    const live = aTable({ settings: BEFORE.cdc });
    const item = planTable(mode, live);
    const owed = owedBy(item, { patch: "intent" });
    const fresh = planTable(mode, withValues(live, item.to), [owed]);

    expect(fresh.steps).toContainEqual({ kind: "import", how: "reload" });
    expect(covers(item, fresh, [owed])).toEqual({ covered: true });
    expect(
      isCovered(
        covers(
          item,
          {
            ...fresh,
            steps: item.steps.map((step) => (step.kind === "import" ? { kind: "import", how: "reload" } : step)),
          },
          [],
        ),
      ),
    ).toBe(false);
  });

  it("starts from where an earlier approved item of the table was to end", () => {
    const later = planTable({ sync_frequency: "1hour" });
    const earlier = planTable({ sync_frequency: "24hour" });
    const fresh = { ...later, from: { sync_frequency: "24hour" } } as const;

    expect(isCovered(covers(later, fresh, []))).toBe(false);
    expect(isCovered(covers(later, fresh, [owedBy(earlier)]))).toBe(true);
  });
});
