import { describe, expect, it } from "vitest";
import { renderPlanMarkdown } from "../../src/report/render-plan-markdown.js";
import { SAMPLE_PLANS, aPlan, anItem } from "./sample-plans.js";

describe("the plan as Markdown", () => {
  it("begins with the verdict", () => {
    const plan = SAMPLE_PLANS["consent-missing"] ?? expect.unreachable();

    expect(renderPlanMarkdown(plan).split("\n")[0]).toBe(
      "### 3 tables would change · 1 wipes 961,330 rows · consent missing on 1 → cannot be applied as it stands",
    );
  });

  it("lets no name out of its table cell", () => {
    const text = renderPlanMarkdown(aPlan([anItem({ id: "1", table: "a|b `c` <img> @team \\| [x](y) \u202e" })]));
    const row = text.split("\n").find((line) => line.startsWith("| ○ safe")) ?? expect.unreachable();

    expect(row.match(/ \| /g)).toHaveLength(4);
    expect(row).not.toMatch(/<img|@team|`a|\[x\]|\u202e/);
    expect(row).toContain("a&#124;b&#32;&#96;c&#96;&#32;&#60;img&#62;&#32;<!---->&#64;team");
  });

  it("names a plan that cannot be read as such", () => {
    const plan = SAMPLE_PLANS["mixed"] ?? expect.unreachable();

    expect(renderPlanMarkdown(plan)).toMatch(/^```text\nproduction\/shop-postgres\/public\.ordres {2}warehouse/m);
  });
});
