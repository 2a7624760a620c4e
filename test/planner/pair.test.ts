import { describe, expect, it } from "vitest";
import { pair } from "../../src/planner/pair.js";
import { PLAN_PROBLEMS } from "../../src/planner/problems/all.js";
import { aDesiredSource, aDesiredTable, aSource, aTable } from "../support/change.js";
import { aDesiredState, aLiveState } from "../support/planned.js";

const ORDERS = aDesiredTable();
const listed = { id: "x", name: "public.orders", should_sync: true, status: null, sync_type: null };
const paired = (live: Parameters<typeof pair>[1], desired = aDesiredState([ORDERS])) => {
  const { sources, problems } = pair(desired, live);
  return { tables: sources.flatMap(({ tables }) => tables.map(({ live: { id } }) => id)), problems };
};

describe("pairing by identity", () => {
  it("finds the one row of the name in the one source of the selector", () => {
    const other = aSource({ id: "other", prefix: "other" });
    const live = aLiveState([aTable({ id: "a" }), aTable({ id: "b", name: "public.users" })]);

    expect(paired({ ...live, sources: [other, ...live.sources] })).toEqual({ tables: ["a"], problems: [] });
  });

  it.each<[code: string, shows: string, live: ReturnType<typeof aLiveState>, hint: string]>([
    [
      "source-not-found",
      "another prefix",
      aLiveState([], { source: { prefix: "stage", id: "s1" } }),
      'Postgres with prefix "stage" (id s1)',
    ],
    [
      "source-not-found",
      "a type and a prefix that are nearly there",
      aLiveState([], { source: { source_type: "Postgre", prefix: "shpo_", id: "s1" } }),
      'did you mean Postgre with prefix "shpo_"?',
    ],
    [
      "source-not-found",
      "a type in other letters",
      aLiveState([], { source: { source_type: "postgres", id: "s1" } }),
      "did you mean postgres with prefix",
    ],
    ["source-not-found", "a key that sees nothing", { ...aLiveState([]), sources: [] }, "sees no source"],
    [
      "source-ambiguous",
      "two of a kind",
      { ...aLiveState([]), sources: [aSource({ id: "s1" }), aSource({ id: "s2" })] },
      "source: { id: s1 }",
    ],
    [
      "not-discovered",
      "a name that is nearly there",
      aLiveState([aTable({ name: "public.order" })]),
      'did you mean "public.order"?',
    ],
    [
      "not-discovered",
      "a name that got a qualifier",
      aLiveState([aTable({ name: "shop.orders" })]),
      'did you mean "shop.orders"?',
    ],
    ["ambiguous-name", "a ghost of the same name", aLiveState([aTable({ id: "a" }), aTable({ id: "b" })]), "delete"],
    [
      "not-visible",
      "a source that was not retrieved",
      aLiveState([], { source: { tables: undefined } }),
      "viewer access",
    ],
    [
      "not-visible",
      "a table that is listed and was not read",
      aLiveState([], { source: { listed: [listed] } }),
      "viewer access",
    ],
  ])("%s: %s", (code, _shows, live, hint) => {
    const { tables, problems } = paired(live);

    expect(tables).toEqual([]);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(problems[0]?.hint).toContain(hint);
    expect(Object.keys(PLAN_PROBLEMS)).toContain(code);
  });

  it("offers no source that only the type makes alike", () => {
    const { problems } = paired(aLiveState([], { source: { prefix: "stage", id: "s1" } }));

    expect(problems[0]?.hint).not.toContain("did you mean");
  });

  it("reads other tables of a source although one was not found", () => {
    const desired = aDesiredState([ORDERS, aDesiredTable({}, { name: "public.nowhere" })]);
    const { tables, problems } = paired(aLiveState([aTable({ id: "a" })]), desired);

    expect(tables).toEqual(["a"]);
    expect(problems).toMatchObject([{ code: "not-discovered", address: "production/shop/public.nowhere" }]);
  });

  it("refuses a second file for a source that is taken", () => {
    const live = aLiveState([aTable()]);
    const desired = aDesiredState([ORDERS]);
    const [source] = live.sources;
    const again = aDesiredSource({ key: "again", selector: { by: "id", id: source?.id ?? "" }, tables: [ORDERS] });

    const { tables, problems } = paired(live, { ...desired, sources: [...desired.sources, again] });

    expect(tables).toHaveLength(1);
    expect(problems).toMatchObject([{ code: "source-ambiguous", address: "production/again" }]);
  });
});
