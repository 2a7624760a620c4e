import { describe, it } from "vitest";
import type { Paint } from "../../src/report/paint.js";
import { unpainted } from "../../src/report/paint.js";
import { renderPlan } from "../../src/report/render-plan.js";
import { SAMPLE_PLANS } from "../report/sample-plans.js";
import { expectGolden } from "../support/golden.js";

const look = (width: number, paint: Paint = unpainted) => ({
  width,
  paint,
  scope: undefined,
  explain: undefined,
  invocation: { flags: "", planFile: undefined, interactive: true },
});

describe.each(Object.entries(SAMPLE_PLANS))("the text of the plan %s", (name, plan) => {
  it.each([80, 140])("stands as reviewed at %i columns", (width) => {
    expectGolden(`${name}.${width}.txt`, renderPlan(plan, look(width)));
  });
});
