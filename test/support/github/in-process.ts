import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readInputs } from "../../../src/commands/github/inputs.js";
import { runAction } from "../../../src/commands/github/run-action.js";
import { runFacts } from "../../../src/commands/github/run-facts.js";
import { aContext } from "../../commands/a-context.js";
import { virtualClock } from "../virtual-clock.js";
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

async function runInProcess(step: Started, clock: ReturnType<typeof virtualClock>): Promise<StepEnded> {
  const temp = mkdtempSync(join(tmpdir(), "warehog-job-"));
  const eventPath = join(temp, "event.json");
  writeFileSync(eventPath, JSON.stringify(step.event.payload));
  const env = { PATH: process.env["PATH"] ?? "", ...runnerVariables(step, { eventPath, temp }), ...step.env };
  const inputs = readInputs((name) => (name === "github-token" ? step.gh.token : (step.inputs[name] ?? "")));
  const facts = runFacts(env);
  if (!inputs.ok || !facts.ok) throw new Error("the scene is no job of GitHub Actions");
  const around = aContext({ cwd: step.workspace, env, clock });
  const leave = enterJob({ ACTIONS_RUNTIME_TOKEN: step.run.token, ACTIONS_RESULTS_URL: step.gh.resultsUrl });
  try {
    const { failure, outputs, summary } = await runAction({
      surroundings: around,
      inputs: inputs.value,
      facts: facts.value,
    });
    const { stdout, stderr } = around.said();
    const end = failure === undefined ? "" : `${failure.code}: ${failure.message}\n${failure.hint}`;
    return { code: failure === undefined ? 0 : 1, log: stdout + stderr + end, outputs, summary };
  } finally {
    leave();
    rmSync(temp, { recursive: true });
  }
}
