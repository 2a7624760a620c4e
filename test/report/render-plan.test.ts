import { stripVTControlCharacters } from "node:util";
import { property, string } from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { assert } from "../support/fixed-seed.js";
import type { Paint } from "../../src/report/paint.js";
import { unpainted } from "../../src/report/paint.js";
import { renderPlan } from "../../src/report/render-plan.js";
import type { PlanLook } from "../../src/report/render-plan.js";
import { SAMPLE_PLANS, aPlan, anItem } from "./sample-plans.js";

const look = (over: Partial<PlanLook> = {}): PlanLook => ({
  width: 80,
  paint: unpainted,
  scope: undefined,
  explain: undefined,
  invocation: { flags: "", planFile: undefined, interactive: true },
  ...over,
});

/** Like a terminal's colours, which wrapping must neither count nor cut. */
const coloured: Paint = (_style, text) => `\u001b[31m${text}\u001b[39m`;
const withoutColour = (text: string): string => stripVTControlCharacters(text);

describe("the plan at a terminal", () => {
  it.each(Object.entries(SAMPLE_PLANS))("says the same with and without colour: %s", (_name, plan) => {
    expect(withoutColour(renderPlan(plan, look({ paint: coloured })))).toBe(renderPlan(plan, look()));
  });

  it.each([40, 80, 100, 140])("stays within %i columns, whatever names hold", (width) => {
    const names = string({ unit: "grapheme", minLength: 1, maxLength: 200 });
    assert(
      property(names, names, (table, cursor) => {
        const item = anItem({
          id: "0badc0de",
          table,
          effect: "wipe",
          from: { incremental_field: cursor },
          to: { incremental_field: `${cursor}2` },
        });

        const lines = renderPlan(aPlan([item]), look({ width })).split("\n");

        expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it.each(Object.entries(SAMPLE_PLANS))(
    "leaves nothing but commands over the edge of 40 columns: %s",
    (_name, plan) => {
      const lines = renderPlan(plan, look({ width: 40 })).split("\n");

      expect(lines.filter((line) => stringWidth(line) > 40 && !line.includes("warehog "))).toEqual([]);
    },
  );

  it("puts a table below its effect where a column beside it would be too narrow to read", () => {
    const plan = SAMPLE_PLANS["consent-missing"] ?? expect.unreachable();
    const item = plan.items.find(({ effect }) => effect === "wipe");
    const address = item?.address.split("/").slice(1).join("/");

    expect(renderPlan(plan, look({ width: 40 }))).toContain(`  ✗ wipe\n    ${address}\n`);
    expect(renderPlan(plan, look({ width: 80 }))).toContain(`  ✗ wipe        ${address}`);
  });

  it("lets no name move the cursor", () => {
    const text = renderPlan(SAMPLE_PLANS["hostile-names"] ?? expect.unreachable(), look());

    expect(text).toMatch(/\\u001b\[2J/);
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}|\p{Cf}/u);
  });

  it("names the scope that was asked for", () => {
    expect(renderPlan(aPlan([]), look({ scope: "3 of 9 declared tables (--table a*)" }))).toContain(
      "only 3 of 9 declared tables (--table a*)",
    );
  });

  it("shows evidence of harmless findings and the origin of every value when asked to explain", () => {
    const at = { file: "warehouse/shop.yaml", line: 7, column: 5 };
    const explain: PlanLook["explain"] = {
      target: { name: "production", host: "https://us.posthog.com", project_id: 1, api_key_env: "K" },
      policy: {
        min_approvals: 1,
        destructive: { max_tables: 1, max_rows: 1 },
        when_running: "wait",
        unlisted: "report",
        may_invalidate: "resync",
        pushers_may_approve: false,
      },
      sources: [
        {
          key: "shop",
          selector: { by: "id", id: "x" },
          thresholds: [],
          at,
          tables: [
            {
              name: "orders",
              settings: { sync_frequency: "6hour" },
              origins: { sync_frequency: { via: "rule", at } },
              protect: false,
              consent: [],
              at,
            },
          ],
        },
      ],
    };
    const finding = {
      code: "schedule-changed",
      effect: "safe" as const,
      message: "it runs more often",
      hint: "nothing to do",
      evidence: { guidance: "", server: "only the schedule moves" },
      needs: {},
    };
    const plan = aPlan([anItem({ id: "1", table: "orders", findings: [finding] })]);

    expect(renderPlan(plan, look())).not.toContain("only the schedule moves");
    expect(renderPlan(plan, look({ explain }))).toContain("only the schedule moves");
    expect(renderPlan(plan, look({ explain }))).toMatch(/sync_frequency\s+rule\s+6hour\s+warehouse\/shop\.yaml:7:5/);
  });
});
