import { gitIn } from "../../adapters/git/program.js";
import { list, read } from "../../adapters/git/files.js";
import { changedPaths, firstParentLine, firstParents, head, isShallow, parents } from "../../adapters/git/history.js";
import { transparentMerges } from "../../adapters/git/transparent.js";
import { systemClock } from "../../adapters/clock.js";
import { readJson } from "../../adapters/read-json.js";
import { openGitHub } from "../../adapters/github/github.js";
import type { Context } from "../context.js";
import { apply } from "./apply.js";
import { drift } from "./drift.js";
import { readEvent } from "./event.js";
import { gate } from "./gate.js";
import type { Inputs } from "./inputs.js";
import { plan } from "./plan.js";
import type { Git } from "./ports.js";
import type { ActionResult } from "./result.js";
import type { RunFacts } from "./run-facts.js";
import type { World } from "./world.js";

export interface Run {
  /** without a clock of its own it gets the machine's */
  readonly surroundings: Omit<Context, "clock"> & Partial<Pick<Context, "clock">>;
  readonly inputs: Inputs;
  readonly facts: RunFacts;
}

/** Shorter waits are over before anybody has read of them. */
const TOLD_MS = 2000;

/** One run of the action: its checkout, its repository on GitHub, and the one command that it was started for. */
export async function runAction({ surroundings, inputs, facts }: Run): Promise<ActionResult> {
  const context: Context = { clock: systemClock(surroundings.stop.signal), ...surroundings };
  const run = gitIn(facts.workspace, context.env);
  // The branch is walked once, however many commits are asked about.
  let line: Promise<ReadonlySet<string>> | undefined;
  const branchLine = (): Promise<ReadonlySet<string>> => (line ??= firstParentLine(run));
  const git: Git = {
    isShallow: () => isShallow(run),
    head: () => head(run),
    parents: (commit) => parents(run, commit),
    firstParents: (from, to) => firstParents(run, from, to),
    changedPaths: (from, to) => changedPaths(run, from, to),
    list: (commit) => list(run, commit),
    read: (commit, path) => read(run, commit, path),
  };
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
    wasTip: async (commit) => (await branchLine()).has(commit),
    transparentMerges: async (pull) => transparentMerges(run, await branchLine(), pull),
  });
  const event = readEvent(facts.eventName, await readJson(facts.eventPath));
  return runCommand({ context, inputs, facts, git, github, event });
}

function runCommand(world: World): Promise<ActionResult> {
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
