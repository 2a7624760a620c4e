import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { configuration, type ConfigurationName } from "./configuration.js";
import { HOWS } from "./cut.js";
import { survive } from "./interruption.js";
import type { Case } from "./run-case.js";
import { openStage, type Stage } from "./stage.js";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describe("cut off at every write, in every way", () => {
  it.each<[from: ConfigurationName, to: ConfigurationName, strategy: NonNullable<Case["strategy"]>, writes: number]>([
    ["incremental by created_at", "incremental", "resync", 2],
    ["incremental", "incremental, key of two", "rebuild", 4],
    ["incremental", "webhook", "keep", 3],
    ["incremental", "xmin", "resync", 1],
  ])("%s → %s, %s: a second run converges", async (from, to, strategy, writes) => {
    const one: Case = {
      from: configuration(from),
      to: configuration(to),
      wasOn: true,
      isOn: true,
      strategy,
      history: { before: [{ kind: "update", row: 0 }], off: [], during: [{ kind: "insert" }], after: [] },
    };
    const wrong: string[] = [];
    let met = 0;
    for (const how of HOWS)
      for (let write = 0; how === HOWS[0] || write < met; write++) {
        const survived = await survive(stage, one, { write, how, between: "nothing" });
        if (!survived.met && how === HOWS[0]) break;
        if (how === HOWS[0]) met++;
        wrong.push(...survived.says.map((says) => `${how}, write ${write}: ${says}`));
      }

    expect(wrong).toEqual([]);
    expect(met).toBe(writes);
  });
});
