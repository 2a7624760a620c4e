import { describe, expect, it } from "vitest";
import type { ThresholdConsent } from "../../src/model/desired.js";
import type { LiveTable } from "../../src/model/live.js";
import type { Plan } from "../../src/model/plan.js";
import type { Policy } from "../../src/model/policy.js";
import type { DeclaredSettings } from "../../src/model/settings.js";
import { aDesiredTable, aJob, aTable, read, SYNCED } from "../support/change.js";
import { aDesiredState, aLiveState, codesOf, onlyItem, planOf } from "../support/planned.js";

const cursor = { incremental_field: "created_at" } as const satisfies DeclaredSettings;
const named = (index: number): Pick<LiveTable, "id" | "name"> => ({ id: `schema-${index}`, name: `public.t${index}` });

interface Crowd {
  readonly rows?: number | null;
  readonly policy?: Partial<Policy>;
  readonly thresholds?: readonly ThresholdConsent["threshold"][];
}

/** A plan that resyncs so many tables. */
function many(count: number, { rows = 10, policy = {}, thresholds = [] }: Crowd = {}): Plan {
  const tables = Array.from({ length: count }, (_, index) =>
    aTable({
      ...named(index),
      table: { ...SYNCED, row_count: rows },
      jobs: read([aJob({ schema_id: `schema-${index}` })]),
    }),
  );
  const desired = tables.map(({ name }) => aDesiredTable(cursor, { name }));
  const at = aDesiredTable().at;
  return planOf({
    desired: aDesiredState(desired, {
      policy,
      thresholds: thresholds.map((threshold) => ({ threshold, reason: "once", at })),
    }),
    live: aLiveState(tables),
  });
}

const thresholdsOf = (plan: Plan) =>
  plan.items.map(({ problems }) => problems.filter(({ code }) => code === "threshold").length);

describe("limits of the whole plan", () => {
  it("stop every destructive item past max_tables", () => {
    expect(thresholdsOf(many(2, { policy: { destructive: { max_tables: 1, max_rows: 1000 } } }))).toEqual([1, 1]);
    expect(thresholdsOf(many(2, { policy: { destructive: { max_tables: 2, max_rows: 1000 } } }))).toEqual([0, 0]);
  });

  it("stop every destructive item past max_rows, and count unknown rows as past it", () => {
    expect(thresholdsOf(many(2, { policy: { destructive: { max_tables: 5, max_rows: 19 } } }))).toEqual([1, 1]);
    expect(thresholdsOf(many(2, { policy: { destructive: { max_tables: 5, max_rows: 20 } } }))).toEqual([0, 0]);
    expect(thresholdsOf(many(1, { rows: null }))).toEqual([1]);
  });

  it.each([
    { policy: { max_tables: 0, max_rows: 9000 }, rows: 10, says: "1 table would lose rows in one plan" },
    {
      policy: { max_tables: 5, max_rows: 1000 },
      rows: 2500,
      says: "at least 2,500 rows would go in one plan, and the policy allows 1,000",
    },
    {
      policy: { max_tables: 5, max_rows: 1000 },
      rows: null,
      says: "how many rows of 1 table would go, which counts as over the policy's 1,000",
    },
  ])("are told so that they can be read: $says", ({ policy, rows, says }) => {
    const [item] = many(1, { rows, policy: { destructive: policy } }).items;

    expect(item?.problems.map(({ message }) => message).join()).toContain(says);
  });

  it("are passed by a consent of the source, each by its own", () => {
    const policy = { destructive: { max_tables: 1, max_rows: 1 } };

    expect(thresholdsOf(many(2, { policy, thresholds: ["max_tables"] }))).toEqual([1, 1]);
    expect(thresholdsOf(many(2, { policy, thresholds: ["max_tables", "max_rows"] }))).toEqual([0, 0]);
  });

  it("stop an item whose rows go behind an effect that nobody knows", () => {
    const plan = planOf({
      desired: aDesiredState([aDesiredTable({ sync_type: "xmin", primary_key_columns: ["id"] })], {
        policy: { destructive: { max_tables: 0, max_rows: 999 } },
      }),
      live: aLiveState([aTable({ settings: { sync_type: null } })]),
    });

    expect(onlyItem(plan).effect).toBe("unknown");
    expect(thresholdsOf(plan)).toEqual([2]);
  });

  it("leave harmless items alone", () => {
    const tables = [aTable({ ...named(1) }), aTable({ ...named(2) })];
    const plan = planOf({
      desired: aDesiredState(
        [
          aDesiredTable(cursor, { name: "public.t1" }),
          aDesiredTable({ sync_frequency: "1hour" }, { name: "public.t2" }),
        ],
        { policy: { destructive: { max_tables: 0, max_rows: 0 } } },
      ),
      live: aLiveState(tables),
    });

    expect(plan.items.map((item) => codesOf(item))).toEqual([["consent-missing", "threshold", "threshold"], []]);
  });

  it.each(["Paused", "Billing limits", "Billing limits too low"])(
    "stop destructive items while any table of the project is %s, declared or not",
    (status) => {
      const listed = [{ id: "other", name: "public.other", should_sync: true, status, sync_type: "append" }];
      const plan = (declared: DeclaredSettings) =>
        onlyItem(
          planOf({
            desired: aDesiredState([aDesiredTable(declared)]),
            live: aLiveState([aTable()], { source: { listed } }),
          }),
        );

      expect(codesOf(plan(cursor))).toContain("billing-limit");
      expect(codesOf(plan({ sync_frequency: "1hour" }))).toEqual([]);
    },
  );

  it("know no billing limit from a table that Failed", () => {
    const listed = [{ id: "other", name: "public.other", should_sync: true, status: "Failed", sync_type: "append" }];
    const live = aLiveState([aTable()], { source: { listed } });

    expect(codesOf(onlyItem(planOf({ desired: aDesiredState([aDesiredTable(cursor)]), live })))).not.toContain(
      "billing-limit",
    );
  });
});
