import { describe, it } from "vitest";
import { renderPlanComment } from "../../../src/report/github/comment.js";
import { renderDriftIssue } from "../../../src/report/github/drift-issue.js";
import { renderGate } from "../../../src/report/github/gate-text.js";
import { renderResultComment } from "../../../src/report/github/result-comment.js";
import { renderSummary } from "../../../src/report/github/summary.js";
import { expectGolden } from "../../support/golden.js";
import { SAMPLE_DRIFT, SAMPLE_JUDGEMENT, SAMPLE_REPORTS, SAMPLE_RESULTS } from "./sample-reports.js";

describe("what is published stands as reviewed", () => {
  it.each(Object.entries(SAMPLE_REPORTS))("comment on a pull request: %s", (name, report) => {
    expectGolden(`github/${name}.md`, renderPlanComment(report).body);
  });

  it.each(["one-wipe", "invalid-configuration"])("job summary: %s", (name) => {
    const report = SAMPLE_REPORTS[name];
    if (report !== undefined) expectGolden(`github/summary.${name}.md`, renderSummary(report));
  });

  it.each(Object.entries(SAMPLE_RESULTS))("comment on the result: %s", (name, report) => {
    expectGolden(`github/result.${name}.md`, renderResultComment(report));
  });

  it("drift issue", () => {
    const issue = renderDriftIssue(SAMPLE_DRIFT);
    expectGolden("github/drift.md", `${issue?.title}\n\n${issue?.body}`);
  });

  it("gate check", () => {
    const { title, summary } = renderGate(SAMPLE_JUDGEMENT, "4f0c1a9be2a85f630f1e6d2c4b7a98e5d3c2b1a0");
    expectGolden("github/gate.md", `${title}\n\n${summary}`);
  });
});
