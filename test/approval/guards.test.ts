import { describe, expect, it } from "vitest";
import { guardedBy, guardsOf } from "../../src/approval/guards.js";
import { judgePull } from "../../src/approval/judge.js";
import { inForceAfter } from "../../src/approval/in-force.js";
import type { Approval } from "../../src/model/github/judgement.js";
import type { RecordFound } from "../../src/model/github/record.js";
import type { GuardChange, Guards, GuardsBrought } from "../../src/model/github/guards.js";
import { aDesiredTable } from "../support/change.js";
import { aDesiredState } from "../support/planned.js";
import { aCandidate, aContext, aRecord, aReview, alan, codesOf, judge, judged, known, T } from "./builders.js";

const strict = aDesiredState([{ ...aDesiredTable({}), protect: true }], { policy: { min_approvals: 2 } });
const lax = aDesiredState([aDesiredTable({})], { policy: { min_approvals: 0 } });
const [before, after] = [guardsOf(strict, strict.policy), guardsOf(lax, lax.policy)];
const gone = guardsOf(undefined, lax.policy);

interface InForceCase {
  readonly behaviour: string;
  readonly declared: Guards | undefined;
  readonly brought: GuardsBrought;
  readonly expected: Guards;
}

describe("guards in force after a contribution", () => {
  it.each<InForceCase>([
    { behaviour: "that nobody approved: those before it", declared: after, brought: "none", expected: before },
    { behaviour: "that is approved: its own", declared: after, brought: "all", expected: after },
    {
      behaviour:
        "that may have been approved, the proof being lost: the stricter of both, and the key goes where it went",
      declared: { ...after, policy: { ...after.policy, when_running: "refuse" } },
      brought: "stricter",
      expected: { ...before, policy: { ...before.policy, when_running: "refuse" } },
    },
    { behaviour: "that changes none of them: its own", declared: before, brought: "none", expected: before },
    { behaviour: "that ends all: those before it", declared: undefined, brought: "all", expected: before },
    { behaviour: "that ends the target unseen: those before it", declared: gone, brought: "none", expected: before },
    {
      behaviour: "that ends the target with approval: those before it under its policy, for the target may come back",
      declared: gone,
      brought: "all",
      expected: { ...before, policy: gone.policy },
    },
  ])("$behaviour", ({ declared, brought, expected }) => {
    expect(inForceAfter(before, declared, brought)).toEqual(expected);
  });

  it("are those of the first project file, which its merge brings", () => {
    expect(inForceAfter(undefined, after, "none")).toBe(after);
  });

  it("guard a declaration that says otherwise", () => {
    const guarded = guardedBy(lax, before);

    expect(guarded.policy.min_approvals).toBe(2);
    expect(guarded.sources[0]?.tables[0]?.protect).toBe(true);
    expect(guardedBy(strict, after).sources[0]?.tables[0]?.protect).toBe(true);
  });
});

const loosened: GuardChange = { guard: "policy", field: "min_approvals", from: "1", to: "0" };
const turned: GuardChange = {
  guard: "target",
  field: "host",
  from: "https://us.posthog.com",
  to: "https://example.org",
};
const lifted: GuardChange = { guard: "protection", address: "production/shop-postgres/orders", identity: "orders" };
/** A record without a plan: no table changes. */
function shows(changes: Approval["guards"], created_at: number = T.planned): RecordFound {
  const found = aRecord({ guards: [{ target: "production", changes }], created_at });
  if (found.content.state !== "read") throw new Error("a record that can be read");
  return { ...found, content: { state: "read", record: { ...found.content.record, plans: [] } } };
}
const bare = { tables: [], guards: [loosened] } as const;

const remedyOf = (guards: readonly GuardChange[]): string | undefined =>
  judgePull(aCandidate({ records: known([shows(guards)]), reviews: known([]) }, { tables: [], guards }), aContext())
    .refusals[0]?.remedy;

describe("a pull request that changes guards alone", () => {
  const record = { ...shows([loosened]) };

  it("needs a record that shows it, and no plan of the target", () => {
    expect(codesOf(aCandidate({ records: known([record]) }, bare))).toEqual([]);
    expect(codesOf(aCandidate({ records: known([shows([])]) }, bare))).toEqual(["beyond-approved"]);
    expect(codesOf(aCandidate({ records: known([]) }, bare))).toEqual(["record-missing"]);
  });

  it("needs the approvals of the policy in force", () => {
    expect(codesOf(aCandidate({ records: known([record]), reviews: known([]) }, bare))).toEqual(["not-approved"]);
    expect(
      codesOf(aCandidate({ records: known([record]), reviews: known([]) }, { ...bare, policy: { min_approvals: 0 } })),
    ).toEqual([]);
  });

  it("needs reviewers who have each been shown all of it", () => {
    const both = { ...bare, guards: [loosened, lifted], policy: { min_approvals: 2 } };
    const records = known([shows([loosened, lifted], 5000), shows([loosened])]);
    const late = aReview({ id: 2, author: alan, at: 6000 });

    expect(codesOf(aCandidate({ records, reviews: known([aReview(), late]) }, both))).toEqual(["not-approved"]);
    expect(codesOf(aCandidate({ records, reviews: known([aReview({ at: 6000 }), late]) }, both))).toEqual([]);
  });

  it("is told before the merge, though no table changes", () => {
    const open = aContext({ stage: "before-merge" });
    const candidate = aCandidate({ merged: null, records: known([record]), reviews: known([]) }, bare);

    expect(judge([], { fresh: [], pulls: [judged(candidate, open)] }).pulls[0]?.refusals).toMatchObject([
      { code: "not-approved" },
    ]);
  });

  it("is brought again where it was merged without approval: beside a table, or where it turns a target by itself", () => {
    expect(remedyOf([loosened])).toMatch(/touch a table of this target in a new pull request/);
    expect(remedyOf([turned])).toMatch(/revert it, and bring the target again/);
  });
});
