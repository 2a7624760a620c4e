import { describe, expect, it } from "vitest";
import { renderPlanComment } from "../../../src/report/github/comment.js";
import type { PlanComment, PlanReport } from "../../../src/report/github/comment.js";
import { renderSummary } from "../../../src/report/github/summary.js";
import { aPlan, anItem } from "../sample-plans.js";
import { aReport, SAMPLE_REPORTS } from "./sample-reports.js";

const sample = (name: string): PlanReport => SAMPLE_REPORTS[name] ?? expect.unreachable();
const commentOn = (name: string): PlanComment => renderPlanComment(sample(name));

const inOrder = (body: string, ...parts: readonly string[]): void => {
  const places = parts.map((part) => body.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
};

describe("the comment on a pull request", () => {
  it.each(Object.keys(SAMPLE_REPORTS))("begins with its marker and keeps within what GitHub takes: %s", (name) => {
    const { body } = commentOn(name);

    expect(body.split("\n")[0]).toBe("<!-- warehog:plan -->");
    expect(body.length).toBeLessThan(65_536);
    expect(Buffer.byteLength(body)).toBeLessThan(65_536);
  });

  it("says the verdict, the danger and what is needed before the tables", () => {
    inOrder(commentOn("one-wipe").body, "1 wipes 961,330 rows", "> [!CAUTION]", "Needed before", "| effect |", "<sub>");
  });

  it("names danger first, whatever the order of targets and items", () => {
    inOrder(commentOn("two-targets").body, "#### `production`", "#### `staging`");
    inOrder(commentOn("mixed").body, "✗ loss", "✗ wipe", "◆ disruptive", "● costly", "○ safe");
  });

  it.each(Object.keys(SAMPLE_REPORTS))("has no box to tick, because a tick edits the comment: %s", (name) => {
    expect(commentOn(name).body).not.toMatch(/^\s*[-*] \[[ x]\]/m);
  });

  it("holds the exact YAML of a missing consent, and none where nothing is missing", () => {
    expect(commentOn("one-wipe").body).toContain(
      '  public.orders:\n    consent: [{ id: "7f3a91c2", strategy: resync, reason: "…" }]\n',
    );
    expect(commentOn("consent-given").body).not.toContain("consent: [");
  });

  it("offers no consent to what something else stops", () => {
    const missing = { code: "consent-missing", message: "no consent", hint: "add it" };
    const stopped = anItem({
      id: "1",
      table: "t",
      effect: "wipe",
      problems: [missing, { code: "cursor-missing", message: "no cursor", hint: "name one" }],
    });

    expect(renderPlanComment(aReport([aPlan([stopped])])).body).not.toContain("Consent to paste");
  });

  it("names what else is worth knowing", () => {
    const { body } = commentOn("mixed");

    expect(body).toContain("#38 also touches `shop-postgres/public.orders`");
    expect(body).toContain("**No longer declared**");
    expect(body).toContain("This takes back what #29 changed");
    expect(body).toContain("policy `min_approvals`: `1` → `0`");
    expect(body).toContain("**Merged earlier, not applied.**");
    expect(body).toContain("**Drift on 1 table**");
    expect(body).toContain("workflow-changed");
  });

  it.each([
    { name: "one-wipe", needed: "**1 approval** of `4f0c1a9`" },
    { name: "consent-given", needed: "**2 approvals** of `4f0c1a9`" },
    { name: "two-targets", needed: "the merge is the approval" },
  ])("says whose approval is needed: $name", ({ name, needed }) => {
    expect(commentOn(name).body).toContain(needed);
  });

  it("says what has changed since the last plan, and when nothing has", () => {
    const plan = aPlan([anItem({ id: "1", table: "a" })]);
    const again = aReport([plan], { earlier: { head: "1234567890", plans: [plan] } });

    expect(commentOn("consent-given").body).toContain("2 tables changed");
    expect(renderPlanComment(again).body).toContain("Nothing has changed since the last plan, of `1234567`");
  });
});

describe("a plan of 5,000 safe changes and 20 wipes", () => {
  const comment = commentOn("5000-safe-20-wipes");

  it("shows every wipe with its reasons, and says how many safe rows it leaves out", () => {
    expect(comment.body.match(/^\| <b>✗ wipe<\/b>/gm)).toHaveLength(20);
    expect(comment.body.match(/^<summary><b>✗ wipe/gm)).toHaveLength(20);
    const shown = comment.body.match(/^\| ○ safe/gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(100);
    expect(comment.body).toContain(`… and ${(5000 - shown).toLocaleString("en")} safe changes left out here`);
    expect(comment).toMatchObject({ too_large: false, dropped: { safe: 5000 - shown } });
  });

  it("stands as a whole in the job summary", () => {
    expect(renderSummary(sample("5000-safe-20-wipes")).match(/^\| ○ safe/gm)).toHaveLength(5000);
  });
});

describe("a plan of 5,000 wipes", () => {
  it("is refused as too large, because nobody could read what they approve", () => {
    const comment = commentOn("5000-wipes");

    expect(comment.too_large).toBe(true);
    expect(comment.body).toContain("nothing of this can be approved");
    expect(comment.body).not.toContain("ready to apply");
  });

  it("is cut in the job summary, which GitHub would drop as a whole above 1 MiB", () => {
    const summary = renderSummary(sample("5000-wipes"));

    expect(Buffer.byteLength(summary)).toBeLessThan(1_048_576);
    expect(summary).toMatch(/dangerous changes left out here/);
  });
});
