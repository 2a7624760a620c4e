import { describe, expect, it } from "vitest";
import { dangerFirst, verdictOf } from "../../src/report/verdict.js";
import { aPlan, anItem } from "./sample-plans.js";

const consentMissing = { code: "consent-missing", message: "m", hint: "h" };
const wipe = (id: string, rows: number | null) =>
  anItem({
    id,
    table: id,
    effect: "wipe",
    consented: true,
    price: { rows_wiped: rows, rows_imported: rows, recurring: false },
  });

describe("the verdict", () => {
  it.each([
    { behaviour: "of an empty plan", plan: aPlan([]), told: "no changes → nothing to do" },
    {
      behaviour: "of a safe change",
      plan: aPlan([anItem({ id: "a", table: "a" })]),
      told: "1 table would change → ready to apply",
    },
    {
      behaviour: "counts rows and missing consent",
      plan: aPlan([anItem({ id: "a", table: "a" }), { ...wipe("b", 961_330), problems: [consentMissing] }]),
      told: "2 tables would change · 1 wipes 961,330 rows · consent missing on 1 → cannot be applied as it stands",
    },
    {
      behaviour: "speaks of several in the plural, and of an unknown count as one",
      plan: aPlan([wipe("a", 10), wipe("b", null)]),
      told: "2 tables would change · 2 wipe at least 10 rows → ready to apply",
    },
    {
      behaviour: "tells other problems apart from missing consent",
      plan: aPlan([{ ...wipe("a", 10), problems: [consentMissing, { code: "key-missing", message: "m", hint: "h" }] }]),
      told: "1 table would change · 1 wipes 10 rows · consent missing on 1 · 1 problem → cannot be applied as it stands",
    },
    {
      behaviour: "does not count drift",
      plan: aPlan([anItem({ id: "a", table: "a", origin: "drift" })]),
      told: "no changes → nothing to do",
    },
    {
      behaviour: "of a plan whose only trouble is a table that could not be planned",
      plan: aPlan([], {
        problems: [
          { code: "not-discovered", address: "p/s/t", message: "m", hint: "h", at: { file: "f", line: 1, column: 1 } },
        ],
      }),
      told: "no changes · 1 problem → cannot be applied as it stands",
    },
    {
      behaviour: "never calls a table unchanged that was not read",
      plan: aPlan([], { tables: { read: 0, declared: 1, unchanged: 0, unmanaged: 0 } }),
      told: "nothing could be planned: 0 of 1 declared tables read → plan again",
    },
    {
      behaviour: "never calls all tables unchanged where some were not read",
      plan: aPlan([], { tables: { read: 3, declared: 5, unchanged: 3, unmanaged: 0 } }),
      told: "not everything could be planned: 3 of 5 declared tables read → plan again",
    },
    {
      behaviour: "of what is left of an earlier apply, which wiped the rows already",
      plan: aPlan([{ ...wipe("a", 0), resumes: "a" }]),
      told: "1 table would change · resumes 1 unfinished → ready to apply",
    },
    {
      behaviour: "of what is left of an earlier apply, which still wipes rows",
      plan: aPlan([{ ...wipe("a", 7), resumes: "a" }]),
      told: "1 table would change · 1 wipes 7 rows · resumes 1 unfinished → ready to apply",
    },
  ])("$behaviour", ({ plan, told }) => {
    const { parts, conclusion } = verdictOf(plan);

    expect(`${parts.join(" · ")} → ${conclusion}`).toBe(told);
  });
});

describe("dangerFirst", () => {
  it("puts the worst effect first and keeps the plan's order among equals", () => {
    const items = [anItem({ id: "1", table: "b" }), wipe("2", 1), anItem({ id: "3", table: "a" }), wipe("4", 1)];

    expect(dangerFirst(items).map(({ id }) => id)).toEqual(["2", "4", "1", "3"]);
  });
});
