import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROVED } from "../../src/commands/proved.js";
import { configuration } from "./configuration.js";
import { EXAMPLES } from "./examples.js";
import { contradictions } from "./contradictions.js";
import { runCase, type Case } from "./run-case.js";
import { caseOf, show } from "./show.js";
import { openStage, type Stage } from "./stage.js";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describe("the smallest history in which a finding comes true", () => {
  it.each(EXAMPLES)("$code: $from → $to", async (example) => {
    const one = caseOf(example);

    const ran = await runCase(stage, one);

    if (ran.end !== "judged") expect.fail(JSON.stringify(ran));
    expect(ran.verdict.codes).toContain(example.code);
    expect(PROVED[example.code]?.shown).toContainEqual(await show(stage, example));
    expect(contradictions(ran, one)).toEqual([]);
    expect(ran.verdict.defects.length + ran.verdict.lost.length).toBeGreaterThan(0);
  });

  it.each(EXAMPLES.filter(({ safe }) => safe !== undefined))("$code: none of it with $safe", async (example) => {
    const one: Case = { ...caseOf(example), ...(example.safe === undefined ? {} : { strategy: example.safe }) };

    const ran = await runCase(stage, one);

    if (ran.end !== "judged") expect.fail(JSON.stringify(ran));
    expect(ran.verdict.strategy).toBe(example.safe);
    expect(contradictions(ran, one)).toEqual([]);
    expect(ran.verdict.defects).toEqual([]);
  });
});

describe("the switch to webhook (PostHog issue 95040)", () => {
  it.each<[between: string, steps: "server alone" | "keep" | "resync", missing: number]>([
    ["before the change, after the last poll, without Warehog's steps", "server alone", 1],
    ["before the change, after the last poll, with the catch-up", "keep", 0],
    ["between the catch-up and the webhook", "keep", 1],
    ["between the catch-up and the webhook, with a resync", "resync", 0],
  ])("a row inserted %s", async (between, steps, missing) => {
    const early = between.startsWith("before");
    const one: Case = {
      from: configuration("incremental"),
      to: configuration("webhook"),
      wasOn: true,
      isOn: true,
      history: {
        before: early ? [{ kind: "insert" }] : [],
        off: [],
        during: early ? [] : [{ kind: "insert" }],
        after: [{ kind: "insert" }],
      },
      ...(steps === "server alone" ? { byHand: true } : { strategy: steps }),
    };

    const ran = await runCase(stage, one);

    if (ran.end !== "judged") expect.fail(JSON.stringify(ran));
    expect(ran.verdict.defects.map(({ kind }) => kind)).toEqual(Array.from({ length: missing }, () => "missing"));
  });
});
