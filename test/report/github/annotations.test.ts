import { describe, expect, it } from "vitest";
import type { Item } from "../../../src/model/plan.js";
import { annotationsOf } from "../../../src/report/github/annotations.js";
import { aPlan, anItem } from "../sample-plans.js";
import { SAMPLE_REPORTS } from "./sample-reports.js";

const of = (items: readonly Item[]) => annotationsOf([{ state: "planned", plan: aPlan(items) }]);

const finding = {
  code: "cursor-changed",
  effect: "wipe",
  message: "rows go",
  hint: "keep it",
  evidence: { guidance: "", server: "" },
  needs: {},
} as const;
const problem = { code: "cursor-missing", message: "no cursor", hint: "name one" };

describe("an annotation", () => {
  it.each([
    { behaviour: "is none for what harms no row", over: {}, levels: [] },
    { behaviour: "warns of what may harm rows", over: { effect: "wipe", findings: [finding] }, levels: ["warning"] },
    { behaviour: "is an error where something stops it", over: { problems: [problem] }, levels: ["error"] },
    { behaviour: "is none for drift", over: { origin: "drift", problems: [problem] }, levels: [] },
  ] as const)("$behaviour", ({ over, levels }) => {
    expect(of([anItem({ id: "1", table: "t", ...over })]).map(({ level }) => level)).toEqual(levels);
  });

  it("stands on the line that declares the table", () => {
    expect(of([anItem({ id: "1", table: "t", problems: [problem] })])[0]).toEqual({
      level: "error",
      file: "warehouse/production/shop-postgres.yaml",
      line: 12,
      col: 3,
      title: "cursor-missing",
      message: "no cursor: name one",
    });
  });

  it("stands on every mistake in the files", () => {
    expect(annotationsOf(SAMPLE_REPORTS["invalid-configuration"]?.targets ?? []).map(({ line }) => line)).toEqual([
      14, 21,
    ]);
  });

  it("is one of ten of its level at most, and the last one counts the others", () => {
    const items = Array.from({ length: 25 }, (_, index) => anItem({ id: `${index}`, table: "t", problems: [problem] }));

    const all = of([...items, anItem({ id: "w", table: "t", effect: "wipe", findings: [finding] })]);

    expect(all.filter(({ level }) => level === "error")).toHaveLength(10);
    expect(all.filter(({ level }) => level === "warning")).toHaveLength(1);
    expect(all[9]?.message).toContain("and 15 more lines");
  });
});
