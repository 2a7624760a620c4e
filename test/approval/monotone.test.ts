import { describe, expect, it } from "vitest";
import { fc } from "../support/fixed-seed.js";
import type { Candidate } from "../../src/model/github/contribution.js";
import type { PullRequest, Review } from "../../src/model/github/pull-request.js";
import type { RecordFound } from "../../src/model/github/record.js";
import {
  aCandidate,
  ada,
  alan,
  aPush,
  aRecord,
  aReview,
  coveredIn,
  grace,
  HEAD,
  judge,
  known,
  orders,
  UNKNOWN,
  users,
} from "./builders.js";

const time = fc.integer({ min: 1, max: 12 }).map((hour) => hour * 1000);
const review = fc.record({
  author: fc.constantFrom(ada, grace, alan, null),
  state: fc.constantFrom<Review["state"]>("APPROVED", "APPROVED", "CHANGES_REQUESTED", "DISMISSED", "COMMENTED"),
  at: time,
  commit: fc.constantFrom(HEAD, HEAD, "parent01", "old", null),
});
const record = fc
  .record({
    created_at: time,
    items: fc.constantFrom([orders], [orders, users], []),
    head: fc.constantFrom(HEAD, "parent01"),
  })
  .map(({ head, ...parts }): RecordFound => aRecord({ ...parts, head, run: { head_sha: head } }));

const facts = fc
  .record({
    reviews: fc.array(review, { maxLength: 5 }),
    // Of two that were made in the same second nobody can say which is newer, but by their order.
    records: fc.uniqueArray(record, { minLength: 1, maxLength: 3, selector: ({ created_at }) => created_at }),
    pusher: fc.constantFrom(ada, grace, null),
    isTransparent: fc.boolean(),
    min_approvals: fc.integer({ min: 0, max: 2 }),
    pushers_may_approve: fc.boolean(),
  })
  .map(({ reviews, records, pusher, isTransparent, ...policy }) =>
    aCandidate(
      {
        reviews: known(reviews.map((one, id) => aReview({ ...one, id }))),
        records: known(records.map((one, id) => ({ ...one, run: { ...one.run, id } }))),
        pushes: known([aPush({ actor: pusher })]),
        transparent: isTransparent ? [{ commit: HEAD, first_parent: "parent01" }] : [],
      },
      { policy },
    ),
  );

const covered = (candidate: Candidate): readonly string[] => coveredIn(judge([candidate], { fresh: [orders, users] }));
const within = (less: Candidate, more: Candidate): void => {
  expect(covered(more)).toEqual(expect.arrayContaining([...covered(less)]));
};
const withPull = (candidate: Candidate, over: Partial<PullRequest>): Candidate => ({
  ...candidate,
  pull: { ...candidate.pull, ...over },
});
const listOf = <T>(
  list: { readonly known: true; readonly value: readonly T[] } | { readonly known: false },
): readonly T[] => (list.known ? list.value : []);

const SEEDED = { seed: 3 };

describe("whatever the facts", () => {
  it("an approval that is taken away never covers more", () => {
    fc.assert(
      fc.property(facts, fc.nat(4), (candidate, place) => {
        const reviews = listOf(candidate.pull.reviews);
        const left = reviews.filter(({ state }, index) => index !== place || state !== "APPROVED");
        within(withPull(candidate, { reviews: known(left) }), candidate);
      }),
      SEEDED,
    );
  });

  it("what stands against it never helps", () => {
    const against: readonly Partial<PullRequest>[] = [
      { siblings: known([{ number: 6, base: "dev" }]) },
      { rebased_onto: known([99_000]) },
      { comment: known(null) },
      { owners: known({ required: true, decision: null }) },
      { head: { ref: "change", sha: HEAD, repository_id: 1 } },
      { pushes: known([aPush({ actor: grace }), aPush({ actor: alan }), aPush()]) },
      { permissions: new Map() },
      { records: known([]) },
    ];
    fc.assert(
      fc.property(facts, fc.constantFrom(...against), (candidate, fact) =>
        within(withPull(candidate, fact), candidate),
      ),
      SEEDED,
    );
  });

  it("what is unknown never covers more than what is known", () => {
    const keys = ["reviews", "pushes", "siblings", "rebased_onto", "owners", "records", "comment"] as const;
    fc.assert(
      fc.property(facts, fc.constantFrom(...keys), (candidate, key) =>
        within(withPull(candidate, { [key]: UNKNOWN }), candidate),
      ),
      SEEDED,
    );
  });

  it("the order of the lists says nothing", () => {
    fc.assert(
      fc.property(facts, (candidate) => {
        const turned = withPull(candidate, {
          reviews: known(listOf(candidate.pull.reviews).toReversed()),
          records: known(listOf(candidate.pull.records).toReversed()),
        });
        expect(covered(turned).toSorted()).toEqual(covered(candidate).toSorted());
      }),
      SEEDED,
    );
  });
});
