import { onTestFinished } from "vitest";
import { stringify } from "yaml";
import { startSandbox } from "../../../src/sandbox/start.js";
import type { Sandbox } from "../../../src/sandbox/start.js";
import { gitRepository } from "../git-repository.js";
import type { GitRepository } from "../git-repository.js";
import { KEY, projectYaml, writesOf } from "../workspace.js";
import { startFakeGitHub } from "./fake-github.js";
import type { FakeGitHub } from "./fake-github.js";
import { runAction } from "./run-action.js";
import type { StepEnded } from "./run-action.js";

type Members = Readonly<Record<string, unknown>>;

const PLAN_WORKFLOW = ".github/workflows/warehog-plan.yml";
const APPLY_WORKFLOW = ".github/workflows/warehog-apply.yml";
const DRIFT_WORKFLOW = ".github/workflows/warehog-drift.yml";
const SOURCE_FILE = "warehouse/shop.yaml";

export interface PullScene {
  readonly number: number;
  readonly branch: string;
}

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
  plan(pull: PullScene, by?: string): Promise<StepEnded>;
  gate(pull: PullScene): Promise<StepEnded>;
  apply(event?: "push" | "schedule"): Promise<StepEnded>;
  drift(): Promise<StepEnded>;
  writes(): readonly string[];
}

export async function actionScene(
  document: Members,
  { source, policy = {} }: { readonly source: Members; readonly policy?: Members },
): Promise<ActionScene> {
  const gh = await startFakeGitHub();
  const sandbox = await startSandbox({ document });
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
  let before = "0".repeat(40);
  const first = repo.commit("main", {
    "warehog.yaml": projectYaml(sandbox.url, policy),
    [PLAN_WORKFLOW]: "name: warehog plan\n",
    [APPLY_WORKFLOW]: "name: warehog apply\n",
    ...declaring(source),
  });
  gh.push("main", first, "ada");

  const inputs = { "plan-workflow": PLAN_WORKFLOW, "apply-workflow": APPLY_WORKFLOW, "allowed-env": "POSTHOG_KEY" };
  const onPull = async (command: "plan" | "gate", { number, branch }: PullScene, by: string): Promise<StepEnded> => {
    const head = repo.tip(branch);
    const sha = repo.testMerge(repo.tip("main"), head);
    const run = gh.startRun({ path: PLAN_WORKFLOW, event: "pull_request", by, head: { ref: branch, sha: head } });
    const ended = await runAction({
      gh,
      run,
      sha,
      workspace: repo.checkout(sha),
      event: { name: "pull_request", payload: pullPayload(gh, number, branch, head) },
      ref: `refs/pull/${number}/merge`,
      actor: by,
      workflow: PLAN_WORKFLOW,
      inputs: { ...inputs, command },
      env: { POSTHOG_KEY: KEY },
    });
    gh.finishRun(run.id, ended.code === 0 ? "success" : "failure");
    return ended;
  };
  const onMain = async (
    command: "apply" | "drift",
    workflow: string,
    event: { readonly name: string; readonly payload: unknown },
  ): Promise<StepEnded> => {
    const sha = repo.tip("main");
    const run = gh.startRun({ path: workflow, event: event.name, by: "ada", head: { ref: "main", sha } });
    const ended = await runAction({
      gh,
      run,
      sha,
      event,
      workspace: repo.checkout(sha),
      ref: "refs/heads/main",
      actor: "ada",
      workflow,
      inputs: { ...inputs, command, target: "production" },
      env: { POSTHOG_KEY: KEY, WAREHOG_DEBUG: "1" },
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
      before = repo.tip("main");
      gh.merge(number, { method: how, by, sha: repo.merge(repo.tip(branch), how) });
    },
    plan: (pull, by = "ada") => onPull("plan", pull, by),
    gate: (pull) => onPull("gate", pull, "ada"),
    apply: (name = "push") =>
      onMain("apply", APPLY_WORKFLOW, {
        name,
        payload: name === "push" ? { before, after: repo.tip("main"), ref: "refs/heads/main" } : {},
      }),
    drift: () => onMain("drift", DRIFT_WORKFLOW, { name: "schedule", payload: {} }),
    writes: () => writesOf(sandbox),
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
