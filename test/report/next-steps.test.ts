import { describe, expect, it } from "vitest";
import { nextSteps } from "../../src/report/next-steps.js";
import { anItem, aPlan, SAMPLE_PLANS } from "./sample-plans.js";
import type { Plan } from "../../src/model/plan.js";

const AT_TERMINAL = { flags: " --target production", planFile: undefined, interactive: true };
const sample = (name: string): Plan => SAMPLE_PLANS[name] ?? expect.unreachable(name);
const DIGEST = sample("safe-only").digest;

describe("what to type next", () => {
  it.each([
    { situation: "nothing to do", plan: sample("no-change"), invocation: AT_TERMINAL, commands: [] },
    {
      situation: "somebody can be asked",
      plan: sample("safe-only"),
      invocation: AT_TERMINAL,
      commands: ["warehog apply --target production"],
    },
    {
      situation: "nobody can be asked",
      plan: sample("safe-only"),
      invocation: { ...AT_TERMINAL, interactive: false },
      commands: [`warehog apply --target production --approve ${DIGEST}`],
    },
    {
      situation: "the plan was written to a file",
      plan: sample("consent-given"),
      invocation: { ...AT_TERMINAL, planFile: "plan.json" },
      commands: [`warehog apply plan.json --target production --approve ${DIGEST}`],
    },
    {
      situation: "consent is missing on one of several",
      plan: sample("consent-missing"),
      invocation: AT_TERMINAL,
      commands: ["warehog plan --target production --write-consent", "warehog apply --target production"],
    },
    {
      situation: "a problem needs more than a line in the YAML",
      plan: sample("mixed"),
      invocation: { ...AT_TERMINAL, flags: "" },
      commands: ["warehog plan --write-consent", "warehog explain not-discovered", "warehog apply"],
    },
    {
      situation: "consent is missing only where it would not be enough",
      plan: aPlan([
        anItem({
          id: "a",
          table: "a",
          problems: ["consent-missing", "key-missing"].map((code) => ({ code, message: "m", hint: "h" })),
        }),
      ]),
      invocation: AT_TERMINAL,
      commands: ["warehog explain key-missing"],
    },
    {
      situation: "a limit stands beside the missing consent",
      plan: aPlan([
        anItem({
          id: "a",
          table: "a",
          problems: ["consent-missing", "threshold"].map((code) => ({ code, message: "m", hint: "h" })),
        }),
      ]),
      invocation: AT_TERMINAL,
      commands: ["warehog plan --target production --write-consent", "warehog explain threshold"],
    },
  ])("when $situation", ({ plan, invocation, commands }) => {
    expect(nextSteps(plan, invocation).map(({ command }) => command)).toEqual(commands);
  });
});
