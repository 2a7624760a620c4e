import { describe, expect, it } from "vitest";
import type { Item } from "../../../src/model/plan.js";
import { renderDriftClosed, renderDriftIssue } from "../../../src/report/github/drift-issue.js";
import type { DriftReport } from "../../../src/report/github/drift-issue.js";
import { aPlan, anItem } from "../sample-plans.js";
import { RUN, SAMPLE_DRIFT } from "./sample-reports.js";

const report = (
  items: readonly Item[],
  auto_enabled: readonly string[] = [],
  auto_disabled: DriftReport["auto_disabled"] = [],
): DriftReport => ({
  plan: aPlan(items),
  completed: "abcdef0123",
  auto_enabled,
  auto_disabled,
  run: RUN,
});
const edited = anItem({ id: "1", table: "a", origin: "drift" });
const other = anItem({ id: "2", table: "b", origin: "drift" });

describe("the drift issue", () => {
  it("is none where live and declared agree", () => {
    expect(renderDriftIssue(report([]))).toBeUndefined();
  });

  it("tells the four kinds apart", () => {
    const body = renderDriftIssue(SAMPLE_DRIFT)?.body ?? expect.unreachable();

    expect(body.match(/^\*\*[^*]+\*\*/gm)).toEqual([
      "**Changed by hand in PostHog.**",
      "**Switched off by PostHog**",
      "**Switched on by PostHog**",
      "**Merged, not applied.**",
    ]);
  });

  it("keeps its title, so that it is found by people too", () => {
    expect(renderDriftIssue(report([edited]))?.title).toBe(renderDriftIssue(report([other]))?.title);
  });

  it.each([
    { behaviour: "the same whatever the order", a: report([edited, other]), b: report([other, edited]), same: true },
    { behaviour: "another for another table", a: report([edited]), b: report([edited, other]), same: false },
    {
      behaviour: "another for a table that was switched off",
      a: report([edited]),
      b: report([edited], [], [{ address: "x/y/z", error: "wrong password" }]),
      same: false,
    },
    {
      behaviour: "another for a table that was switched on",
      a: report([edited]),
      b: report([edited], ["x/y/z"]),
      same: false,
    },
  ])("has a fingerprint that is $behaviour", ({ a, b, same }) => {
    const [one, two] = [renderDriftIssue(a), renderDriftIssue(b)];

    expect(one?.fingerprint === two?.fingerprint).toBe(same);
    expect(one?.body.split("\n")[0]).toContain(one?.fingerprint);
  });

  it("is short enough for GitHub, which keeps the old body of an edit that is too long and answers 200", () => {
    const many = Array.from({ length: 5000 }, (_, index) =>
      anItem({ id: `${index}`, table: `t${index}`, origin: "drift" }),
    );

    const body = renderDriftIssue(report(many))?.body ?? "";

    expect(body.length).toBeLessThan(65_536);
    expect(body).toMatch(/… and 4,\d{3} drifted tables left out here/);
  });

  it("ends with a comment that says where it was seen", () => {
    expect(renderDriftClosed("production", RUN)).toMatch(
      /^Live and declared agree again on `production`.*\/runs\/1844/s,
    );
  });
});
