import { describe, expect, it } from "vitest";
import type { PullRequest } from "../../src/model/github/pull-request.js";
import { aCandidate, aPush, aRecord, aReview, codesOf, grace, HEAD, known, orders, users } from "./builders.js";

const parent = (items = [orders]) => aRecord({ items, head: "parent01", run: { head_sha: "parent01" } });

describe("a merge of the base into the branch", () => {
  const merge = { commit: HEAD, first_parent: "parent01" };
  const updated = (items = [orders]): Partial<PullRequest> => ({
    transparent: [merge],
    pushes: known([aPush({ after: "parent01" }), aPush({ actor: grace, at: 4000 })]),
    records: known([aRecord({ items, created_at: 5000 }), parent()]),
    reviews: known([aReview({ commit: "parent01" })]),
  });

  it.each([
    { behaviour: "keeps the approval of who pressed the button", pull: updated(), codes: [] },
    {
      behaviour: "does not, if its plan holds more",
      pull: updated([orders, users]),
      codes: ["not-approved", "approved-old-head"],
    },
    {
      behaviour: "is a push like any other, if it changes something by itself",
      pull: { ...updated(), transparent: [] },
      codes: ["not-approved", "approved-by-pusher"],
    },
    {
      behaviour: "keeps no approval that GitHub moved to it",
      pull: { ...updated(), reviews: known([aReview()]) },
      codes: ["not-approved", "approved-before-plan"],
    },
  ])("$behaviour", ({ pull, codes }) => {
    expect(codesOf(aCandidate(pull))).toEqual(codes);
  });
});
