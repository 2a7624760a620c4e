import { describe, expect, it } from "vitest";
import type { Candidate } from "../../src/model/github/contribution.js";
import type { Item } from "../../src/model/plan.js";
import {
  aCandidate,
  aContext,
  alan,
  aRecord,
  aReview,
  coveredIn,
  judge,
  judged,
  known,
  orders,
  theNextOne,
  users,
} from "./builders.js";

const wipe: Item = { ...orders, effect: "wipe", strategy: "resync", consented: true };
const worse: Item = { ...orders, effect: "wipe" };
const consent = { address: orders.address, id: orders.id, strategy: "resync" } as const;
const showing = (items: readonly Item[], change: Parameters<typeof aCandidate>[1] = {}): Candidate =>
  aCandidate({ records: known([aRecord({ items })]) }, change);
const other = (candidate: Candidate, number: number): Candidate => ({
  ...candidate,
  pull: { ...candidate.pull, number, records: known([aRecord({ items: [users], pull_request: number })]) },
  change: { ...candidate.change, tables: [users.address] },
});

const refusedIn = (judgement: ReturnType<typeof judge>) =>
  judgement.items.flatMap((one) => (one.covered ? [] : one.refusals.map(({ code }) => code)));

describe("an item", () => {
  it.each([
    { behaviour: "as approved", fresh: [orders], by: [showing([orders])], codes: [] },
    { behaviour: "worse than approved", fresh: [worse], by: [showing([orders])], codes: ["beyond-approved"] },
    { behaviour: "that was not shown", fresh: [orders], by: [showing([])], codes: ["beyond-approved"] },
    { behaviour: "with its consent", fresh: [wipe], by: [showing([wipe], { consents: [consent] })], codes: [] },
    { behaviour: "with an older consent", fresh: [wipe], by: [showing([wipe])], codes: ["consent-not-introduced"] },
    {
      behaviour: "with a consent for another table",
      fresh: [wipe],
      by: [showing([wipe], { consents: [{ ...consent, address: users.address }] })],
      codes: ["consent-not-introduced"],
    },
    { behaviour: "that nobody brings", fresh: [users], by: [], codes: ["merged-not-applied"] },
    { behaviour: "left over and shown by this one", fresh: [orders, users], by: [showing([orders, users])], codes: [] },
  ])("$behaviour: $codes", ({ fresh, by, codes }) => {
    expect(refusedIn(judge(by, { fresh }))).toEqual(codes);
  });

  it("stays under the approval of an earlier apply", () => {
    const standing = [{ item: wipe, pull: 3 }];
    const judgement = judge([], { fresh: [wipe, users], standing });

    expect(judgement.items).toMatchObject([
      { covered: true, by: 3 },
      { covered: false, pull: null, refusals: [{ code: "merged-not-applied" }] },
    ]);
  });

  it("needs no new consent for what its own pull request has begun", () => {
    const rest: Item = { ...wipe, resumes: "dddd0004" };
    const begun = { ...wipe, id: "dddd0004", to: { sync_frequency: "12hour" } } as const;

    expect(refusedIn(judge([showing([rest])], { fresh: [rest], standing: [{ item: begun, pull: 7 }] }))).toEqual([]);
    expect(refusedIn(judge([showing([rest])], { fresh: [rest], standing: [{ item: begun, pull: 6 }] }))).toEqual([
      "consent-not-introduced",
    ]);
  });

  it("needs reviewers who have each seen it", () => {
    const reviews = known([aReview(), aReview({ id: 2, author: alan, at: 6000 })]);
    const records = known([aRecord({ items: [orders, users], created_at: 5000 }), aRecord()]);
    const policy = { min_approvals: 2 };
    const candidate = aCandidate({ reviews, records }, { policy, tables: [orders.address, users.address] });

    expect(refusedIn(judge([candidate], { fresh: [orders, users] }))).toEqual(["not-approved", "not-approved"]);
    expect(coveredIn(judge([candidate], { fresh: [orders] }))).toEqual(["orders"]);
  });
});

describe("a pull request with an item beyond its approval", () => {
  it("is refused whole, and others go on", () => {
    const first = showing([orders], { tables: [orders.address, "production/shop-postgres/more"] });
    const more = { ...orders, table: "more", schema_id: "more", address: "production/shop-postgres/more" };
    const judgement = judge([first, other(aCandidate(), 8)], { fresh: [orders, more, users] });

    expect(coveredIn(judgement)).toEqual(["users"]);
    expect(judgement.pulls.map(({ refusals }) => refusals.map(({ code }) => code))).toEqual([["beyond-approved"], []]);
  });

  it("covers nothing of others any more", () => {
    const first = showing([orders, users]);
    const judgement = judge([first], { fresh: [worse, users] });

    expect(refusedIn(judgement)).toEqual(["beyond-approved", "merged-not-applied"]);
  });
});

describe("two approved pull requests on one table", () => {
  it("are covered by the one whose plan still holds", () => {
    const first = aCandidate();
    const later: Item = { ...orders, id: "cccc0003", hash: "later", to: { sync_frequency: "12hour" } };
    const second = other(aCandidate(), 8);
    const both = [
      first,
      { ...second, pull: { ...second.pull, records: known([aRecord({ items: [later], pull_request: 8 })]) } },
    ];

    expect(judge(both, { fresh: [later] }).items).toMatchObject([{ covered: true, by: 8 }]);
  });
});

describe("a left over item that was consented to when it was brought", () => {
  const next = theNextOne([wipe]);

  it("is told what its consent lacks, and covered once that is reworded", () => {
    expect(refusedIn(judge([next], { fresh: [wipe] }))).toEqual(["consent-not-introduced"]);
    const reworded = { ...next, change: { ...next.change, consents: [consent] } };
    expect(coveredIn(judge([reworded], { fresh: [wipe] }))).toEqual(["orders"]);
  });

  it("is only left over for one that has not shown it", () => {
    expect(refusedIn(judge([theNextOne([])], { fresh: [wipe] }))).toEqual(["merged-not-applied"]);
  });
});

describe("a refused pull request of which nothing is left", () => {
  const refused = aCandidate({ reviews: known([]) });

  it("is not told: a revert frees everything", () => {
    expect(judge([refused], { fresh: [] }).pulls).toMatchObject([{ refusals: [] }]);
    expect(
      judge([refused, aCandidate({ records: known([]) })], { fresh: [] }).pulls.flatMap(({ refusals }) => refusals),
    ).toEqual([]);
  });

  it("covers nothing of others", () => {
    const seesUsers = aCandidate({ reviews: known([]), records: known([aRecord({ items: [users] })]) });

    expect(coveredIn(judge([seesUsers], { fresh: [users] }))).toEqual([]);
  });

  it("is told before the merge while nobody knows what it brings", () => {
    const before = aContext({ stage: "before-merge" });
    const unplanned = aCandidate({ merged: null, records: known([]) });
    const empty = aCandidate({ merged: null, reviews: known([]), records: known([aRecord({ items: [] })]) });
    const codes = (candidate: Candidate) =>
      judge([], { fresh: [], pulls: [judged(candidate, before)] }).pulls.flatMap(({ refusals }) =>
        refusals.map(({ code }) => code),
      );

    expect(codes(unplanned)).toEqual(["record-missing"]);
    expect(codes(empty)).toEqual([]);
  });
});

describe("a target that is new with the pull request", () => {
  it("has no item that anybody was shown, whatever a record says", () => {
    expect(refusedIn(judge([showing([orders], { target: "new" })]))).toEqual(["target-changed"]);
    expect(refusedIn(judge([aCandidate({ reviews: known([]) }, { target: "new" })]))).toEqual(["not-approved"]);
  });
});

describe("min_approvals: 0", () => {
  it("covers what the plan showed before the merge, and no more", () => {
    const alone = aCandidate({ reviews: known([]) }, { policy: { min_approvals: 0 } });

    expect(coveredIn(judge([alone]))).toEqual(["orders"]);
    expect(refusedIn(judge([alone], { fresh: [worse] }))).toEqual(["beyond-approved"]);
  });
});

const left = (rest: Item["to"]): Item => ({ ...orders, to: rest, steps: [{ kind: "verify" }] });
const isPartlyWritten = (): boolean => true;

describe("an approved item that another hand has begun", () => {
  const to = { incremental_field: "id", sync_frequency: "1hour" } as const;
  const from = { incremental_field: "updated_at", sync_frequency: "6hour" } as const;
  const approved: Item = { ...orders, from, to, steps: [{ kind: "import", how: "resync" }, { kind: "await" }] };

  it.each<[string, Item["to"], number]>([
    ["covers what is left of it", { sync_frequency: "1hour" }, 1],
    ["covers no other value", { sync_frequency: "24hour" }, 0],
    ["covers no other field", { sync_frequency: "1hour", row_filters: null }, 0],
  ])("%s", (_, rest, count) => {
    const judgement = judge([showing([approved])], { fresh: [left(rest)], isPartlyWritten });

    expect(coveredIn(judgement)).toHaveLength(count);
  });

  it("covers nothing where nobody has begun it", () => {
    expect(coveredIn(judge([showing([approved])], { fresh: [left({ sync_frequency: "1hour" })] }))).toEqual([]);
  });
});
