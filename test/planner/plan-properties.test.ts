import { describe, expect, it } from "vitest";
import { fc } from "../support/fixed-seed.js";
import type { LiveTable } from "../../src/model/live.js";
import type { DeclaredSettings } from "../../src/model/settings.js";
import { aDesiredTable, aTable } from "../support/change.js";
import { aDesiredState, aLiveState, planOf } from "../support/planned.js";

const named = (index: number): Pick<LiveTable, "id" | "name"> => ({ id: `schema-${index}`, name: `public.t${index}` });
const settings = fc.record<DeclaredSettings>(
  {
    sync_frequency: fc.constantFrom("1hour", "6hour", "24hour"),
    sync_time_of_day: fc.constantFrom(null, "06:00:00", "18:30:00"),
    should_sync: fc.boolean(),
    incremental_field: fc.constantFrom("updated_at", "created_at"),
    primary_key_columns: fc.constantFrom(["id"], ["tenant_id", "id"]),
    enabled_columns: fc.constantFrom(null, ["id", "note"]),
  },
  { requiredKeys: [] },
);
type Wanted = readonly [declared: DeclaredSettings, before: DeclaredSettings];
const pairs = fc.array(fc.tuple(settings, settings), { minLength: 1, maxLength: 5 });
const inputs = (wanted: readonly Wanted[]) => ({
  desired: aDesiredState(wanted.map(([declared], index) => aDesiredTable(declared, { name: named(index).name }))),
  live: aLiveState(wanted.map(([, before], index) => aTable({ ...named(index), settings: before }))),
});

describe("any plan", () => {
  it("is empty once live is as desired", () => {
    fc.assert(
      fc.property(pairs, (wanted) => {
        const { desired } = inputs(wanted);
        const { live } = inputs(wanted.map(([declared, before]) => [declared, { ...before, ...declared }]));

        expect(planOf({ desired, live }).items).toEqual([]);
      }),
    );
  });

  it("is the same value each time", () => {
    fc.assert(
      fc.property(pairs, (wanted) => {
        expect(JSON.stringify(planOf(inputs(wanted)))).toBe(JSON.stringify(planOf(inputs(wanted))));
      }),
    );
  });

  it("says of each declared table that it was read, or why not", () => {
    fc.assert(
      fc.property(pairs, fc.nat(4), (wanted, hidden) => {
        const { desired, live } = inputs(wanted);
        const [source] = live.sources;
        const tables = source?.tables?.filter((_, index) => index !== hidden);
        const plan = planOf({ desired, live: { ...live, sources: source ? [{ ...source, tables }] : [] } });

        expect(plan.tables.read + plan.problems.length).toBe(plan.tables.declared);
      }),
    );
  });

  it("takes time in proportion to its tables", () => {
    const count = 10_000;
    const tables = Array.from({ length: count }, (_, index) => aTable({ ...named(index) }));
    const desired = aDesiredState(
      tables.map(({ name }, index) =>
        aDesiredTable({ sync_frequency: index % 100 === 0 ? "1hour" : "6hour" }, { name }),
      ),
    );
    let reads = 0;
    const counted = tables.map((table) => new Proxy(table, { get: (of, key) => ((reads += 1), Reflect.get(of, key)) }));

    const plan = planOf({ desired, live: aLiveState(counted) });

    expect(plan.items).toHaveLength(100);
    expect(reads / count).toBeLessThan(40);
  });
});
