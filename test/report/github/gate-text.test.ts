import { describe, expect, it } from "vitest";
import type { Judgement } from "../../../src/model/github/judgement.js";
import type { RefusalCode } from "../../../src/model/github/refusal.js";
import { renderGate } from "../../../src/report/github/gate-text.js";
import { anItem } from "../sample-plans.js";

const HEAD = "4f0c1a9be2a85f630f1e6d2c4b7a98e5d3c2b1a0";
const item = anItem({ id: "1", table: "a" });
const refusal = (code: RefusalCode) => ({ code, message: `because of ${code}`, remedy: `mend ${code}` });

const judged = (over: Partial<Judgement>): Judgement => ({ pulls: [], items: [], unanswered: [], ...over });
const pullRefused = (...codes: readonly RefusalCode[]): Judgement =>
  judged({
    pulls: [{ pull: 7, needed: 1, approvals: [], shown: null, refusals: codes.map(refusal), guards: "none" }],
  });

describe("the gate's check", () => {
  it.each([
    { behaviour: "nothing to approve", judgement: judged({}), title: "nothing to approve" },
    {
      behaviour: "what the merge applies",
      judgement: judged({ items: [{ item, covered: true, approved: item, by: 7 }] }),
      title: "approved: the merge applies 1 change",
    },
    {
      behaviour: "why not yet",
      judgement: pullRefused("not-approved", "draft"),
      title: "not yet: not-approved, draft",
    },
    {
      behaviour: "the first of many reasons",
      judgement: pullRefused("not-approved", "draft", "fork", "other-base", "head-shared", "comment-edited"),
      title: "not yet: not-approved, draft, fork, other-base and 2 more",
    },
  ])("has a title that says $behaviour", ({ judgement, title }) => {
    expect(renderGate(judgement, HEAD).title).toBe(title);
  });

  it("tells a reason that many tables share once, with its remedy", () => {
    const items = ["a", "b", "c", "d", "e", "f", "g"].map((table) => ({
      item: anItem({ id: table, table }),
      covered: false as const,
      pull: 7,
      refusals: [refusal("not-approved")],
    }));

    const { summary } = renderGate(judged({ items }), HEAD);

    expect(summary.match(/because of not-approved/g)).toHaveLength(1);
    expect(summary).toContain("→ mend not-approved");
    expect(summary).toContain("shop-postgres/e and 2 more tables");
  });

  it("counts the approvals that are there", () => {
    const approvals = [{ reviewer: "grace", items: [item], guards: [] }];
    const { summary } = renderGate(
      judged({ pulls: [{ pull: 7, needed: 2, approvals, shown: [item], refusals: [], guards: "none" }] }),
      HEAD,
    );

    expect(summary).toContain("- #7: 1 of 2 approvals\n- `grace` has seen 1 change");
  });

  it("keeps within what a check takes, however many reasons there are", () => {
    const unanswered = Array.from({ length: 5000 }, (_, index) => ({
      commit: `${index}`,
      refusal: { ...refusal("direct-push"), message: `commit ${index} was pushed` },
    }));

    const { summary } = renderGate(judged({ unanswered }), HEAD);

    expect(Buffer.byteLength(summary)).toBeLessThan(65_535);
    expect(summary).toContain("… and 4,980 more reasons");
  });
});
