import * as fc from "fast-check";
import { anyHistory } from "./any-history.js";
import type { History } from "./history.js";
import { runCase, type Case, type Ran } from "./run-case.js";
import type { Stage } from "./stage.js";

/** The smallest history that fast-check finds in which this is so; undefined where it finds none. */
export async function search(
  stage: Stage,
  one: Omit<Case, "history">,
  isSo: (ran: Ran, found: Case) => boolean,
  { seed, tries }: { readonly seed: number; readonly tries: number },
): Promise<History | undefined> {
  const property = fc.asyncProperty(anyHistory, async (history) => {
    const found = { ...one, history };
    return !isSo(await runCase(stage, found), found);
  });
  const { counterexample } = await fc.check(property, { seed, numRuns: tries });
  return counterexample?.[0];
}
