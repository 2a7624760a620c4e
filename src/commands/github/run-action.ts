import { openGit } from "../../adapters/git.js";
import { systemClock } from "../../adapters/clock.js";
import { readJson } from "../../adapters/read-json.js";
import { GitError } from "../../adapters/git/program.js";
import { openGitHub } from "../../adapters/github/github.js";
import type { Context } from "../context.js";
import type { Failure } from "../failure.js";
import { apply } from "./apply.js";
import { drift } from "./drift.js";
import { readEvent } from "./event.js";
import { gate } from "./gate.js";
import type { Inputs } from "./inputs.js";
import { plan } from "./plan.js";
import { failed } from "./result.js";
import type { ActionResult } from "./result.js";
import { GITHUB } from "./run-facts.js";
import type { RunFacts } from "./run-facts.js";
import { elsewhere } from "./workflow-paths.js";
import type { World } from "./world.js";

export interface Run {
  /** without a clock of its own it gets the machine's */
  readonly surroundings: Omit<Context, "clock"> & Partial<Pick<Context, "clock">>;
  readonly inputs: Inputs;
  readonly facts: RunFacts;
  /** lets a library's commands through to the runner while it works; without it they are never held back */
  readonly speakToRunner?: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Shorter waits are over before anybody has read of them. */
const TOLD_MS = 2000;

/** One run of the action: its checkout, its repository on GitHub, and the one command that it was started for. */
export async function runAction({
  surroundings,
  inputs,
  facts,
  speakToRunner = (work) => work(),
}: Run): Promise<ActionResult> {
  const context: Context = { clock: systemClock(surroundings.stop.signal), ...surroundings };
  const git = openGit(facts.workspace, context.env, { server: GITHUB, token: inputs.token });
  const github = openGitHub({
    owner: facts.owner,
    repo: facts.repo,
    repositoryId: facts.repositoryId,
    token: inputs.token,
    apiUrl: facts.apiUrl,
    graphqlUrl: facts.graphqlUrl,
    version: context.version,
    clock: context.clock,
    onWait: (call, ms) => {
      if (ms >= TOLD_MS) context.stderr.write(`waiting ${Math.ceil(ms / 1000)} s before ${call} is tried again\n`);
    },
    planWorkflow: inputs.planWorkflow,
    applyWorkflow: inputs.applyWorkflow,
    branch: inputs.branch,
    folder: facts.temp,
    speakToRunner,
    transparentMerges: (pull) => git.transparentMerges(pull),
  });
  const event = readEvent(facts.eventName, await readJson(facts.eventPath));
  return runCommand({ context, inputs, facts, git, github, event });
}

/** Commits are named by GitHub, and a checkout that lacks one of them is a matter of the workflow. */
const INCOMPLETE: Failure = {
  code: "checkout-incomplete",
  message: "the checkout is no repository, or lacks a commit that this run speaks of, so nothing was decided",
  hint: "check out with actions/checkout and fetch-depth: 0, without filter, and for plan and gate without ref; then run the job again",
};

async function runCommand(world: World): Promise<ActionResult> {
  const other = elsewhere(world);
  if (other !== undefined) return failed(other);
  try {
    return await commandOf(world);
  } catch (error) {
    if (error instanceof GitError) return failed(INCOMPLETE);
    throw error;
  }
}

function commandOf(world: World): Promise<ActionResult> {
  const { command, target = "" } = world.inputs;
  switch (command) {
    case "plan":
      return plan(world);
    case "gate":
      return gate(world);
    case "apply":
      return apply(world, target);
    case "drift":
      return drift(world, target);
  }
}
