import { describe, expect, it } from "vitest";
import { aCandidate, aContext, aPullRequest, codesOf, known } from "./builders.js";
import { describeRefusals } from "./describe-refusals.js";

const { head, base } = aPullRequest();

describeRefusals("a pull request", [
  { behaviour: "an approved plan", codes: [] },
  { behaviour: "a fork", codes: ["fork"], pull: { head: { ...head, repository_id: 1 } } },
  { behaviour: "a deleted fork", codes: ["fork"], pull: { head: { ...head, repository_id: null } } },
  {
    behaviour: "another base",
    codes: ["other-base", "record-foreign"],
    pull: { base: { ...base, ref: "develop" } },
  },
  {
    behaviour: "a head with two bases",
    codes: ["head-shared"],
    pull: { siblings: known([{ number: 6, base: "dev" }]) },
  },
  {
    behaviour: "a head with two requests to one base",
    codes: [],
    pull: { siblings: known([{ number: 6, base: "main" }]) },
  },
  {
    behaviour: "a base changed under the head",
    codes: ["base-changed"],
    pull: { rebased_onto: known([2500]) },
    mended: { pull: { rebased_onto: known([500]) } },
  },
  {
    behaviour: "a changed workflow",
    codes: ["workflow-changed"],
    change: { workflows_changed: [".github/workflows/warehog-plan.yml"] },
  },
  { behaviour: "another project", codes: ["target-changed"], change: { target: "changed" } },
  { behaviour: "no time of the merge", codes: ["github-unavailable"], pull: { merged: null } },
]);

describe("a draft", () => {
  it("is not a draft when it may be merged", () => {
    const context = aContext({ stage: "before-merge" });
    const draft = { draft: true, merged: null };

    expect(codesOf(aCandidate(draft), context)).toEqual(["draft"]);
    expect(codesOf(aCandidate({ ...draft, draft: false }), context)).toEqual([]);
  });
});
