import * as fc from "fast-check";
import { anyCase, anyInterruption } from "./any-case.js";
import { caught } from "./catch.js";
import { contradictions } from "./contradictions.js";
import { runCase } from "./run-case.js";
import { openStage } from "./stage.js";

interface Told {
  readonly cases: number;
  /** verdict → how often */
  readonly verdicts: ReadonlyMap<string, number>;
  /** what fast-check says of the smallest failure; undefined: there is none */
  readonly failure: string | undefined;
}

/** As many cases as asked for, half of them cut off half-way. */
export async function longRun({ runs, seed }: { readonly runs: number; readonly seed: number }): Promise<Told> {
  const stage = await openStage();
  const verdicts = new Map<string, number>();
  const count = (verdict: string): void => void verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  const whole = fc.asyncProperty(anyCase, async (one) => {
    const ran = await runCase(stage, one);
    if (ran.end === "broken") throw new Error(ran.says);
    if (ran.end === "refused") return count("refused, or nothing to do");
    if (ran.end === "overlapped") {
      throwIf(ran.defects.map(({ says }) => `after a run came between and was told: ${says}`));
      return count("told that a run came between");
    }
    count(`${ran.verdict.effect}${ran.verdict.defects.length > 0 ? ", and rows were wrong" : ""}`);
    throwIf(contradictions(ran, one));
  });
  const cutOff = fc.asyncProperty(anyCase, anyInterruption, async (one, interruption) => {
    throwIf(await caught(stage, { kind: "interruption", one, interruption }));
    count(`survives: ${interruption.how}`);
  });
  try {
    const half = Math.ceil(runs / 2);
    for (const property of [whole, cutOff]) {
      const details = await fc.check<unknown>(property as fc.IAsyncProperty<unknown>, { seed, numRuns: half });
      if (details.failed)
        return {
          cases: runs,
          verdicts,
          failure: `${String(details.errorInstance)}\n${fc.defaultReportMessage(details)}`,
        };
    }
    return { cases: half * 2, verdicts, failure: undefined };
  } finally {
    await stage.close();
  }
}

function throwIf(says: readonly string[]): void {
  if (says.length > 0) throw new Error(says.join("; "));
}
