import type { Interruption } from "./cut.js";
import { survive } from "./interruption.js";
import { contradictions } from "./contradictions.js";
import { runCase, type Case } from "./run-case.js";
import type { Stage } from "./stage.js";

/** One experiment and what it must not show. */
export type Catcher =
  /** the plan's verdict holds */
  | { readonly kind: "verdict"; readonly one: Case }
  /** the rows are right, whatever the plan said */
  | { readonly kind: "rows"; readonly one: Case }
  /** a second run converges after the first was cut off */
  | { readonly kind: "interruption"; readonly one: Case; readonly interruption: Interruption };

/** What is wrong; empty where all is well. */
export async function caught(stage: Stage, catcher: Catcher): Promise<readonly string[]> {
  if (catcher.kind === "interruption") return (await survive(stage, catcher.one, catcher.interruption)).says;
  const ran = await runCase(stage, catcher.one);
  if (ran.end === "broken") return [ran.says];
  if (ran.end === "refused") return [`refused: ${ran.problems.join(", ")}`];
  if (ran.end === "overlapped") return ran.defects.map(({ says }) => says);
  return catcher.kind === "rows" ? ran.verdict.defects.map(({ says }) => says) : contradictions(ran, catcher.one);
}
