import { onTestFinished } from "vitest";
import { stringify } from "yaml";
import { startSandbox } from "../../../src/sandbox/start.js";
import type { Intercept, Sandbox } from "../../../src/sandbox/start.js";
import { gitRepository } from "../git-repository.js";
import type { GitRepository } from "../git-repository.js";
import type { VirtualClock } from "../virtual-clock.js";
import { KEY, projectYaml, writesOf } from "../workspace.js";
import { startFakeGitHub } from "./fake-github.js";
import type { FakeGitHub } from "./fake-github.js";
import { runAction } from "./run-action.js";
import type { Started, StepEnded } from "./run-action.js";
import { APPLY_WORKFLOW, DRIFT_WORKFLOW, PLAN_WORKFLOW, WORKFLOW_FILES } from "./workflows.js";

type Members = Readonly<Record<string, unknown>>;
export type Files = Readonly<Record<string, string>>;

const SOURCE_FILE = "warehouse/shop.yaml";

export interface PullScene {
  readonly number: number;
  readonly branch: string;
}

/** What is other than usual about a run. */
export type Unusual = Partial<Pick<Started, "workspace" | "ref" | "workflow" | "event">>;

/** Of a run on main: another target than production. */
export type UnusualRun = Unusual & { readonly target?: string };

/** A team's repository on GitHub, its warehouse, and the three workflows: what happens, and what the action does about it. */
export interface ActionScene {
  readonly gh: FakeGitHub;
  readonly repo: GitRepository;
  readonly sandbox: Sandbox;
  /** files of a commit that declare the source so */
  declaring(source: Members): Readonly<Record<string, string>>;
  open(branch: string, by: string, files: Readonly<Record<string, string | null>>): PullScene;
  push(pull: PullScene, by: string, files: Readonly<Record<string, string | null>>): void;
  approve(pull: PullScene, by: string): void;
  merge(pull: PullScene, by: string, how?: "merge" | "squash"): void;
  plan(pull: PullScene, by?: string, unusual?: Unusual): Promise<StepEnded>;
  gate(pull: PullScene, unusual?: Unusual): Promise<StepEnded>;
  /** a push brings all that came since the last run; without anything new it is that run again */
  apply(event?: "push" | "schedule" | "workflow_dispatch", unusual?: UnusualRun): Promise<StepEnded>;
  drift(): Promise<StepEnded>;
  writes(): readonly string[];
  /** all that the steps so far were given and that nobody else may see */
  secrets(): readonly string[];
}

export interface Situation {
  readonly source: Members;
  readonly policy?: Members;
  /** what the first commit of main holds instead of the whole configuration */
  readonly first?: (files: Files) => Files;
  /** further variables under env, which the configuration may name */
  readonly env?: Readonly<Record<string, string>>;
  readonly intercept?: Intercept;
  /** of the warehouse; the machine's unless told */
  readonly clock?: VirtualClock;
  /** what runs the action; the bundle in a process of its own unless told */
  readonly runner?: (step: Started) => Promise<StepEnded>;
}

export async function actionScene(
  document: Members,
  { source, policy = {}, first = (files) => files, env = {}, intercept, clock, runner = runAction }: Situation,
): Promise<ActionScene> {
  const gh = await startFakeGitHub();
  const sandbox = await startSandbox({
    document,
    ...(intercept === undefined ? {} : { intercept }),
    ...(clock === undefined ? {} : { clock }),
  });
  const repo = gitRepository();
  onTestFinished(async () => {
    await sandbox.close();
    await gh.close();
  });
  for (const [login, role] of [
    ["ada", "write"],
    ["ben", "write"],
    ["eve", "read"],
  ] as const)
    gh.person(login, role);
  const declaring = (members: Members) => ({ [SOURCE_FILE]: stringify({ version: 1, ...members }) });
  const root = repo.commit(
    "main",
    first({
      "warehog.yaml": projectYaml(sandbox.url, policy),
      ...WORKFLOW_FILES,
      ...declaring(source),
    }),
  );
  gh.push("main", root, "ada");
  let pushed = { before: root, after: root };

  const inputs = {
    "plan-workflow": PLAN_WORKFLOW,
    "apply-workflow": APPLY_WORKFLOW,
    "allowed-env": ["POSTHOG_KEY", ...Object.keys(env)].join(", "),
  };
  const secrets = [KEY, gh.token, ...Object.values(env)];
  const onPull = async (
    command: "plan" | "gate",
    { number, branch }: PullScene,
    by: string,
    { workflow = PLAN_WORKFLOW, ...unusual }: Unusual = {},
  ): Promise<StepEnded> => {
    const head = repo.tip(branch);
    const sha = repo.testMerge(repo.tip("main"), head);
    const run = gh.startRun({ path: workflow, event: "pull_request", by, head: { ref: branch, sha: head } });
    secrets.push(run.token);
    const ended = await runner({
      gh,
      run,
      sha,
      workspace: repo.checkout(sha),
      event: { name: "pull_request", payload: pullPayload(gh, number, branch, head) },
      ref: `refs/pull/${number}/merge`,
      actor: by,
      workflow,
      inputs: { ...inputs, command },
      env: { ...env, POSTHOG_KEY: KEY },
      ...unusual,
    });
    gh.finishRun(run.id, ended.code === 0 ? "success" : "failure");
    return ended;
  };
  const onMain = async (
    command: "apply" | "drift",
    workflow: string,
    event: Started["event"],
    { target = "production", ...unusual }: UnusualRun = {},
  ): Promise<StepEnded> => {
    const sha = repo.tip("main");
    const run = gh.startRun({ path: workflow, event: event.name, by: "ada", head: { ref: "main", sha } });
    secrets.push(run.token);
    const ended = await runner({
      gh,
      run,
      sha,
      event,
      workspace: repo.checkout(sha),
      ref: "refs/heads/main",
      actor: "ada",
      workflow,
      inputs: { ...inputs, command, target },
      env: { ...env, POSTHOG_KEY: KEY, WAREHOG_DEBUG: "1" },
      ...unusual,
    });
    gh.finishRun(run.id, ended.code === 0 ? "success" : "failure");
    return ended;
  };

  return {
    gh,
    repo,
    sandbox,
    declaring,
    open(branch, by, files) {
      const head = repo.commit(branch, files);
      const number = gh.openPull({ by, head: { ref: branch, sha: head }, files: Object.keys(files) });
      return { number, branch };
    },
    push(pull, by, files) {
      gh.push(pull.branch, repo.commit(pull.branch, files), by);
    },
    approve: ({ number }, by) => void gh.review(number, { by, state: "APPROVED" }),
    merge({ number, branch }, by, how = "merge") {
      gh.merge(number, { method: how, by, sha: repo.merge(repo.tip(branch), how) });
    },
    plan: (pull, by = "ada", unusual = {}) => onPull("plan", pull, by, unusual),
    gate: (pull, unusual = {}) => onPull("gate", pull, "ada", unusual),
    apply(name = "push", unusual = {}) {
      const after = repo.tip("main");
      if (after !== pushed.after) pushed = { before: pushed.after, after };
      const payload = name === "push" ? { ...pushed, ref: "refs/heads/main" } : {};
      return onMain("apply", APPLY_WORKFLOW, { name, payload }, unusual);
    },
    drift: () => onMain("drift", DRIFT_WORKFLOW, { name: "schedule", payload: {} }),
    writes: () => writesOf(sandbox),
    secrets: () => secrets,
  };
}

const pullPayload = ({ repository }: FakeGitHub, number: number, branch: string, head: string) => ({
  action: "synchronize",
  number,
  pull_request: {
    number,
    draft: false,
    head: { ref: branch, sha: head, repo: { id: repository.id } },
    base: { ref: repository.branch, repo: { id: repository.id } },
  },
});
