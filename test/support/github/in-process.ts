import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../../src/executor/ports.js";
import { readInputs } from "../../../src/commands/github/inputs.js";
import type { ActionResult } from "../../../src/commands/github/result.js";
import { runAction } from "../../../src/commands/github/run-action.js";
import { runFacts } from "../../../src/commands/github/run-facts.js";
import { aContext } from "../../commands/a-context.js";
import { virtualClock } from "../virtual-clock.js";
import type { VirtualClock } from "../virtual-clock.js";
import { actionScene } from "./action-scene.js";
import type { ActionScene, Situation } from "./action-scene.js";
import { enterJob } from "./enter-job.js";
import { runnerVariables } from "./run-action.js";
import type { Started, StepEnded } from "./run-action.js";

/** The scene of the bundled action, with runs in this process on a clock that only sleepers move. */
export function inProcessScene(
  document: Readonly<Record<string, unknown>>,
  situation: Situation,
): Promise<ActionScene> {
  const clock = virtualClock();
  return actionScene(document, { ...situation, clock, runner: (step) => runInProcess(step, clock) });
}

async function runInProcess(step: Started, clock: VirtualClock): Promise<StepEnded> {
  const { failure, outputs, summary, log } = await runHere(step, clock);
  const end = failure === undefined ? "" : `${failure.code}: ${failure.message}\n${failure.hint}`;
  return { code: failure === undefined ? 0 : 1, log: log + end, outputs, summary };
}

export interface RanHere extends ActionResult {
  readonly log: string;
}

/** A step of a job as a runner starts it, in this process. */
export async function runHere(step: Started, clock: Clock): Promise<RanHere> {
  const temp = mkdtempSync(join(tmpdir(), "warehog-job-"));
  const eventPath = join(temp, "event.json");
  writeFileSync(eventPath, JSON.stringify(step.event.payload));
  const env = { PATH: process.env["PATH"] ?? "", ...runnerVariables(step, { eventPath, temp }), ...step.env };
  const inputs = readInputs((name) => (name === "github-token" ? step.gh.token : (step.inputs[name] ?? "")));
  const facts = runFacts(env);
  if (!inputs.ok || !facts.ok) throw new Error("the scene is no job of GitHub Actions");
  const surroundings = aContext({ cwd: step.workspace, env, clock });
  const leave = enterJob({ ACTIONS_RUNTIME_TOKEN: step.run.token, ACTIONS_RESULTS_URL: step.gh.resultsUrl });
  try {
    const result = await runAction({ surroundings, inputs: inputs.value, facts: facts.value });
    const { stdout, stderr } = surroundings.said();
    return { ...result, log: stdout + stderr };
  } finally {
    leave();
    rmSync(temp, { recursive: true });
  }
}
