import type { Known } from "../../src/model/github/known.js";
import type { Permission, Review } from "../../src/model/github/pull-request.js";
import { ada, alan, aPush, aRecord, aReview, COMMENT, grace, known, T } from "./builders.js";
import { describeRefusals } from "./describe-refusals.js";

const reviews = (...list: readonly Partial<Review>[]) => ({
  reviews: known(list.map((over, index) => aReview({ id: index + 1, ...over }))),
});
/** Planned again after grace approved. */
const records = (newest: Parameters<typeof aRecord>[0]) => ({
  records: known([aRecord({ created_at: T.reviewed + 100, ...newest }), aRecord()]),
});
const byAlan = { author: alan, at: T.reviewed + 500 };
const alsoAlan = (...list: readonly Partial<Review>[]) => ({ pull: reviews(...list, byAlan) });
const bot = { id: 9, login: "robot[bot]", type: "Bot" };
const permission = (value: Permission) =>
  new Map<number, Known<Permission>>([
    [grace.id, known(value)],
    [alan.id, known("write")],
  ]);
const changes = { state: "CHANGES_REQUESTED", author: alan, at: 2500 } as const;

describeRefusals("a review", [
  { behaviour: "no review", codes: ["not-approved"], pull: reviews(), mended: alsoAlan() },
  {
    behaviour: "comments alone",
    codes: ["not-approved"],
    pull: reviews({ state: "COMMENTED" }, { state: "PENDING" }),
    mended: alsoAlan(),
  },
  {
    behaviour: "one of two approvals",
    codes: ["not-approved"],
    change: { policy: { min_approvals: 2 } },
    mended: { ...alsoAlan({}), change: { policy: { min_approvals: 2 } } },
  },
  {
    behaviour: "the same person twice",
    codes: ["not-approved"],
    pull: reviews({}, { at: 3500 }),
    change: { policy: { min_approvals: 2 } },
    mended: { ...alsoAlan({}), change: { policy: { min_approvals: 2 } } },
  },
  {
    behaviour: "the author",
    codes: ["not-approved", "approved-by-author"],
    pull: reviews({ author: ada }),
    mended: alsoAlan({ author: ada }),
  },
  {
    behaviour: "a bot",
    codes: ["not-approved", "approved-by-bot"],
    pull: reviews({ author: bot }),
    mended: alsoAlan({ author: bot }),
  },
  {
    behaviour: "a deleted account",
    codes: ["not-approved", "approved-by-unknown"],
    pull: reviews({ author: null }),
    mended: alsoAlan({ author: null }),
  },
  {
    behaviour: "a reader",
    codes: ["not-approved", "approved-without-write"],
    pull: { permissions: permission("read") },
    mended: { pull: { ...alsoAlan({}).pull, permissions: permission("read") } },
  },
  {
    behaviour: "nobody of the repository",
    codes: ["not-approved", "approved-without-write"],
    pull: { permissions: permission("none") },
    mended: { pull: { ...alsoAlan({}).pull, permissions: permission("none") } },
  },
  {
    behaviour: "somebody whose access was not asked",
    codes: ["not-approved", "approved-by-unknown"],
    pull: { permissions: new Map() },
  },
  {
    behaviour: "changes asked for by somebody whom GitHub does not know any more",
    codes: ["changes-requested"],
    pull: {
      ...reviews({}, changes),
      permissions: new Map<number, Known<Permission>>([
        [grace.id, known("write")],
        [alan.id, { known: false, why: "incomplete", call: "GET /permission" }],
      ]),
    },
  },
  {
    behaviour: "an earlier pusher",
    codes: ["not-approved", "approved-by-pusher"],
    pull: { pushes: known([aPush({ actor: grace, at: 500, after: "old" }), aPush()]) },
    mended: alsoAlan({}),
  },
  {
    behaviour: "the last pusher",
    codes: ["not-approved", "approved-by-pusher"],
    pull: { pushes: known([aPush({ actor: grace })]) },
    change: { policy: { pushers_may_approve: true } },
    mended: alsoAlan({}),
  },
  {
    behaviour: "an earlier pusher where pushers may",
    codes: [],
    pull: { pushes: known([aPush(), aPush({ actor: grace, at: 500, after: "old" })]) },
    change: { policy: { pushers_may_approve: true } },
  },
  {
    behaviour: "an approval older than the plan",
    codes: ["not-approved", "approved-before-plan"],
    pull: reviews({ at: T.planned }),
    mended: { pull: reviews({ at: T.planned }, {}) },
  },
  {
    behaviour: "an approval of a comment that another hand had changed, before it was planned anew",
    codes: ["not-approved", "approved-before-plan"],
    pull: records({ replaced: { ...COMMENT, hash: "beef" } }),
    mended: { pull: { ...records({ replaced: { ...COMMENT, hash: "beef" } }), ...alsoAlan({}).pull } },
  },
  {
    behaviour: "an approval of a comment that was taken away, before it was planned anew",
    codes: ["not-approved", "approved-before-plan"],
    pull: records({ replaced: null }),
  },
  {
    behaviour: "an approval of a comment that only a newer plan has changed",
    codes: [],
    pull: records({}),
  },
  {
    behaviour: "an approval after the merge",
    codes: ["not-approved", "approved-after-merge"],
    pull: reviews({ at: T.merged }),
    mended: alsoAlan(),
  },
  {
    behaviour: "an approval of an old head",
    codes: ["not-approved", "approved-old-head"],
    pull: reviews({ commit: "old" }),
    mended: alsoAlan({ commit: "old" }),
  },
  {
    behaviour: "an approval of nothing that is known",
    codes: ["not-approved", "approved-old-head"],
    pull: reviews({ commit: null }),
    mended: alsoAlan({}),
  },
  {
    behaviour: "a dismissed approval",
    codes: ["not-approved", "approval-dismissed"],
    pull: reviews({ state: "DISMISSED" }),
    mended: { pull: reviews({ state: "DISMISSED" }, { at: 4000 }) },
  },
  {
    behaviour: "an approval taken back",
    codes: ["changes-requested", "not-approved"],
    pull: reviews({}, { state: "CHANGES_REQUESTED", at: 4000 }),
    mended: { pull: reviews({}, { state: "CHANGES_REQUESTED", at: 4000 }, { at: 5000 }) },
  },
  {
    behaviour: "a change request by another",
    codes: ["changes-requested"],
    pull: reviews({}, changes),
    mended: { pull: reviews({}, changes, byAlan) },
  },
  { behaviour: "a change request by a reader", codes: [], pull: { ...reviews({}, { ...changes, author: bot }) } },
  { behaviour: "a change request after the merge", codes: [], pull: reviews({}, { ...changes, at: T.merged }) },
  {
    behaviour: "a second opinion on page two",
    codes: ["changes-requested"],
    pull: reviews(...Array.from({ length: 150 }, () => ({ state: "COMMENTED" as const })), {}, changes),
  },
  { behaviour: "a merge that is the approval", codes: [], pull: reviews(), change: { policy: { min_approvals: 0 } } },
]);
