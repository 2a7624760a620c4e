import type { Shown } from "../../src/commands/proof.js";
import { configuration } from "./configuration.js";
import type { Example } from "./examples.js";
import { runCase, type Case, type Ran } from "./run-case.js";
import type { Stage } from "./stage.js";
import { outcomeOf, told } from "./tell.js";

export const caseOf = ({ from, to, wasOn, strategy, history }: Example): Case => ({
  from: configuration(from),
  to: configuration(to),
  wasOn,
  isOn: true,
  ...(strategy === undefined ? {} : { strategy }),
  history,
});

const outcome = (ran: Ran): string => (ran.end === "judged" ? outcomeOf(ran.verdict) : ran.end);

/** The example, carried out: by itself and on its safe path. */
export async function show(stage: Stage, example: Example): Promise<Shown> {
  const { code, from, to, wasOn, strategy, safe, history } = example;
  const ran = await runCase(stage, caseOf(example));
  if (ran.end !== "judged") throw new Error(`${code}: ${JSON.stringify(ran)}`);
  const { effect, trace, steps } = ran.verdict;
  const how = strategy === undefined ? "" : `, strategy ${strategy}`;
  return {
    change: `${from} → ${to}${wasOn ? "" : ", switched on again"}${how} (${steps.join(", ")})`,
    effect,
    history: told(history),
    outcome: outcome(ran),
    rows: trace,
    safely:
      safe === undefined
        ? "There is no path without it."
        : `With strategy ${safe}: ${outcome(await runCase(stage, { ...caseOf(example), strategy: safe }))}.`,
  };
}
