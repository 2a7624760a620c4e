import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anyCase, anyInterruption, anyOverlap } from "./any-case.js";
import { caught } from "./catch.js";
import { configuration } from "./configuration.js";
import { contradictions } from "./contradictions.js";
import { runCase } from "./run-case.js";
import { search } from "./search.js";
import { openStage, type Stage } from "./stage.js";

/** `npm run proof` goes on from other seeds, and further. */
const QUICK = { seed: 95_040, numRuns: 60 };

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describe("any pair of configurations in any history", () => {
  it("leaves rows as the plan says", async () => {
    const property = fc.asyncProperty(anyCase, async (one) => {
      const ran = await runCase(stage, one);
      if (ran.end === "broken") expect.fail(ran.says);
      if (ran.end === "overlapped") expect(ran.defects).toEqual([]);
      if (ran.end === "judged") expect(contradictions(ran, one)).toEqual([]);
    });
    await fc.assert(property, QUICK);
  });

  it("leaves no row doubled, lost or gone untold where a run begins while the change is saved", async () => {
    const property = fc.asyncProperty(anyOverlap, async (one) => {
      const ran = await runCase(stage, one);
      if (ran.end === "broken") expect.fail(ran.says);
      if (ran.end === "overlapped") expect(ran.defects).toEqual([]);
      if (ran.end === "judged") expect(contradictions(ran, one)).toEqual([]);
    });
    await fc.assert(property, QUICK);
  });

  it("is searched for the smallest history that shows a gap", async () => {
    const one = { from: configuration("incremental"), to: configuration("webhook"), wasOn: true, isOn: true };
    const found = await search(
      stage,
      { ...one, strategy: "keep" },
      (ran) => ran.end === "judged" && ran.verdict.defects.length > 0,
      { seed: 7, tries: 60 },
    );

    expect(found).toEqual({ before: [], off: [], during: [{ kind: "insert" }], after: [] });
  });

  it("converges in a second run, wherever the first one is cut off", async () => {
    const property = fc.asyncProperty(anyCase, anyInterruption, async (one, interruption) => {
      expect(await caught(stage, { kind: "interruption", one, interruption })).toEqual([]);
    });
    await fc.assert(property, QUICK);
  });
});
