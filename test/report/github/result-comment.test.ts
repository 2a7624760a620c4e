import { describe, expect, it } from "vitest";
import { renderResultComment } from "../../../src/report/github/result-comment.js";
import { SAMPLE_RESULTS } from "./sample-reports.js";

const body = (name: string): string => renderResultComment(SAMPLE_RESULTS[name] ?? expect.unreachable());

describe("the comment on the result", () => {
  it("is found again by a marker of its target", () => {
    expect(body("converged").split("\n")[0]).toBe("<!-- warehog:result:production -->");
  });

  it.each([
    { name: "converged", headline: "`production`: 2 applied → converged" },
    { name: "failed-and-refused", headline: "1 failed · 1 applied · 1 change not carried out → not converged" },
    { name: "all-refused", headline: "1 change not carried out → nothing was written" },
  ])("says first how it ended: $name", ({ name, headline }) => {
    expect(body(name).split("\n")[2]).toContain(headline);
  });

  it("gives the reason, the remedy and the tables of what was refused", () => {
    expect(body("all-refused")).toMatch(/^not-approved .*→ open a pull request.*on shop-postgres\/public\.payments$/ms);
  });

  it("says what a failed item still owes, and what nobody has to merge again", () => {
    expect(body("failed-and-refused")).toContain("still owed: import → await → verify");
    expect(body("failed-and-refused")).toContain("1 change approved and not applied yet");
  });

  it("is short enough for GitHub after 5,000 items, and loses what went well first", () => {
    const [first, failed] = SAMPLE_RESULTS["failed-and-refused"]?.outcome.outcomes ?? [];
    const base = SAMPLE_RESULTS["failed-and-refused"] ?? expect.unreachable();
    const many = Array.from({ length: 5000 }, () => first ?? expect.unreachable());
    const outcomes = [...many, failed ?? expect.unreachable()];

    const text = renderResultComment({ ...base, outcome: { ...base.outcome, outcomes } });

    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain("| ✗ failed |");
    expect(text).toMatch(/finished changes left out here/);
  });
});
