import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { renderPlanHtml } from "../../../src/report/html/render-plan-html.js";
import { aPlan, anItem, SAMPLE_PLANS } from "../sample-plans.js";

const inner = (page: string, element: string): readonly string[] =>
  [...page.matchAll(new RegExp(`<${element}>([\\s\\S]*?)</${element}>`, "g"))].map(([, text = ""]) => text);
const hashOf = (text = ""): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const read = (index: number, rows: number | null) =>
  anItem({
    id: (0x1000_0000 + index).toString(16),
    table: `t${index}`,
    price: { rows_wiped: 0, rows_imported: rows, recurring: false },
  });

describe("the plan as a page", () => {
  it.each(Object.entries(SAMPLE_PLANS))("is the same for the same plan: %s", (_name, plan) => {
    expect(renderPlanHtml(structuredClone(plan))).toBe(renderPlanHtml(plan));
  });

  it("lets its own style and script run and nothing else", () => {
    const page = renderPlanHtml(SAMPLE_PLANS["mixed"] ?? expect.unreachable());
    const [style, ...styles] = inner(page, "style");
    const [script, ...scripts] = inner(page, "script");

    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];

    expect([...styles, ...scripts]).toEqual([]);
    expect(policy?.replaceAll("&#39;", "'").split("; ")).toEqual([
      "default-src 'none'",
      `style-src ${hashOf(style)}`,
      `script-src ${hashOf(script)}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    // The policy would make the browser drop them without a word.
    expect(page).not.toMatch(/\s(?:style|on[a-z]+)=/);
  });

  it("lets no text of a plan become an element", () => {
    const evil = `</td></script><b id="x" onclick='y'>&amp;`;
    const problem = { code: evil, message: evil, hint: evil };
    const item = anItem({
      id: "bad0bad0",
      table: evil,
      to: { incremental_field: evil },
      notes: [{ code: evil, message: evil }],
      problems: [problem],
      resumes: evil,
      at: { file: evil, line: 1, column: 1 },
      price: { rows_wiped: null, rows_imported: null, recurring: false },
      options: [
        {
          strategy: "keep",
          effect: "gap",
          price: { rows_wiped: 0, rows_imported: 0, recurring: false },
          consequence: evil,
        },
        {
          strategy: "resync",
          effect: "wipe",
          price: { rows_wiped: 1, rows_imported: 1, recurring: false },
          consequence: evil,
        },
      ],
      findings: [
        {
          code: evil,
          effect: "wipe",
          message: evil,
          hint: evil,
          evidence: { guidance: evil, server: evil },
          needs: {},
        },
      ],
    });
    const plan = aPlan([item], {
      target: { name: evil, host: evil, project_id: 1 },
      digest: evil,
      notes: [{ code: evil, message: evil }],
      problems: [{ ...problem, address: evil, at: item.at }],
    });

    const page = renderPlanHtml(plan, { [item.address]: [evil] });

    expect(page).not.toContain("<b id=");
    expect(page).not.toContain("onclick='");
    expect(page.split("&lt;b id=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;amp;").length).toBeGreaterThan(20);
  });

  it("keeps a name that is written from right to left from turning what is around it", () => {
    const page = renderPlanHtml(aPlan([anItem({ id: "11aa22bb", table: "public.طلبات" })]));

    expect(page).toContain("<bdi>shop-postgres/public.طلبات</bdi>");
  });

  it("draws the fifteen greatest, adds the others up, and says of how many nobody knows", () => {
    const known = Array.from({ length: 20 }, (_, index) => read(index, 100 - index));
    const unknown = Array.from({ length: 4 }, (_, index) => read(50 + index, null));
    const drift = { ...read(90, 1_000_000), origin: "drift" } as const;

    const page = renderPlanHtml(aPlan([...unknown, ...known, drift]));
    const [, picture = ""] = page.split('<table class="bars">');
    const [bars = ""] = picture.split("</table>");

    expect([...bars.matchAll(/<th scope="row">(.*?)<\/th>/g)].map(([, label]) => label)).toEqual([
      ...known.slice(0, 15).map(({ table }) => `shop-postgres/${table}`),
      "5 other tables",
      "4 tables of unknown size",
    ]);
    expect([...bars.matchAll(/class="rows">(\w+)/g)].map(([, rows]) => rows).slice(-3)).toEqual([
      "86",
      "415",
      "unknown",
    ]);
  });
});
