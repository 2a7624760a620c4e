import { onTestFinished } from "vitest";
import { stringify } from "yaml";
import { onlyFile } from "../../src/adapters/github/unzip.js";
import type { PlanRecord } from "../../src/model/github/record.js";
import { startSandbox } from "../../src/sandbox/start.js";
import type { Sandbox } from "../../src/sandbox/start.js";
import { gitRepository } from "../support/git-repository.js";
import type { GitRepository } from "../support/git-repository.js";
import { startFakeGitHub } from "../support/github/fake-github.js";
import type { FakeGitHub } from "../support/github/fake-github.js";
import { runHere } from "../support/github/in-process.js";
import type { RanHere } from "../support/github/in-process.js";
import type { Started } from "../support/github/run-action.js";
import { declaring, orders, shop } from "../support/shop.js";
import { virtualClock } from "../support/virtual-clock.js";
import { KEY, projectYaml } from "../support/workspace.js";
import { PLAN_WORKFLOW, WORKFLOW_FILES } from "../support/github/workflows.js";

type Members = Readonly<Record<string, unknown>>;
type FileTexts = Readonly<Record<string, string | null>>;

const SOURCE_FILE = "warehouse/shop.yaml";

/** What the one table is at first, and changes of it: one that deletes rows, one that harms nothing. */
export const NOW = { sync_frequency: "6hour", incremental_field: "updated_at", incremental_field_type: "timestamp" };
export const CURSOR = { ...NOW, incremental_field: "id", incremental_field_type: "integer" };
export const DAILY = { ...NOW, sync_frequency: "24hour" };

export const source = (table: Members): FileTexts => ({
  [SOURCE_FILE]: stringify({ version: 1, ...declaring(table) }),
});

/** The consents that a comment offers to paste, as somebody would commit them. */
export const consentIn = (comment: string): readonly Members[] =>
  [...comment.matchAll(/^ {4}consent: \[\{ id: "([0-9a-f]{8})", strategy: (\w+)/gm)].map(([, id, strategy]) => ({
    id,
    strategy,
    reason: "agreed with analytics",
  }));

export interface Step {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** over what GitHub tells of the pull request */
  readonly payload?: Members;
  /** what happens once the checkout is there, and before anything is done with it */
  readonly meanwhile?: () => void;
}

export interface Ran extends RanHere {
  /** asked of GitHub by this run */
  readonly requests: FakeGitHub["requests"];
}

/** A team's repository and its warehouse; plan and gate run in this process. */
export interface PlanScene {
  readonly gh: FakeGitHub;
  readonly repo: GitRepository;
  readonly sandbox: Sandbox;
  /** @returns its number */
  open(branch: string, files: FileTexts, how?: { readonly fork?: "there"; readonly by?: string }): number;
  push(pull: number, files: FileTexts): void;
  merge(pull: number): void;
  plan(pull: number, step?: Step): Promise<Ran>;
  gate(pull: number, step?: Step): Promise<Ran>;
  /** on a group that stands on main, or on another group */
  gateGroup(head: string, base?: string): Promise<Ran>;
  headOf(pull: number): string;
  record(): PlanRecord;
  /** bodies of what was suggested beside the diff */
  suggested(): readonly string[];
}

export async function planScene(document: Members = shop([orders()]), policy: Members = {}): Promise<PlanScene> {
  const clock = virtualClock();
  const gh = await startFakeGitHub();
  const sandbox = await startSandbox({ document, clock });
  const repo = gitRepository();
  onTestFinished(async () => {
    await sandbox.close();
    await gh.close();
  });
  for (const login of ["ada", "ben"]) gh.person(login, "write");
  const first = repo.commit("main", {
    "warehog.yaml": projectYaml(sandbox.url, policy),
    "README.md": "A shop.\n",
    ...WORKFLOW_FILES,
    ...source(NOW),
  });
  gh.push("main", first, "ada");
  const branches = new Map<number, string>();
  const branchOf = (pull: number): string => branches.get(pull) ?? "";
  const headOf = (pull: number): string => repo.tip(branchOf(pull));

  const act = async (
    command: "plan" | "gate",
    event: Started["event"],
    at: { readonly sha: string; readonly ref: string; readonly head: { readonly ref: string; readonly sha: string } },
    { inputs = {}, env = { POSTHOG_KEY: KEY }, meanwhile = () => {} }: Step,
  ): Promise<Ran> => {
    const { sha, ref, head } = at;
    const run = gh.startRun({ path: PLAN_WORKFLOW, event: event.name, by: "ada", head });
    const before = gh.requests.length;
    const workspace = repo.checkout(sha);
    meanwhile();
    const ran = await runHere(
      {
        gh,
        run,
        sha,
        ref,
        event,
        workspace,
        actor: "ada",
        workflow: PLAN_WORKFLOW,
        inputs: { command, "allowed-env": "POSTHOG_KEY", ...inputs },
        env,
      },
      clock,
    ).finally(() => gh.finishRun(run.id, "success"));
    return { ...ran, requests: gh.requests.slice(before) };
  };
  const onPull = (command: "plan" | "gate", pull: number, step: Step = {}): Promise<Ran> => {
    const head = { ref: branchOf(pull), sha: headOf(pull) };
    const from = { id: gh.repository.id };
    const payload = {
      sender: { id: 7 },
      ...step.payload,
      pull_request: {
        number: pull,
        draft: false,
        head: { ...head, repo: from },
        base: { ref: "main", repo: from },
        ...(step.payload?.["pull_request"] as Members | undefined),
      },
    };
    const sha = repo.testMerge(repo.tip("main"), head.sha);
    return act(command, { name: "pull_request", payload }, { sha, ref: `refs/pull/${pull}/merge`, head }, step);
  };

  return {
    gh,
    repo,
    sandbox,
    open(branch, files, { fork, by = "ada" } = {}) {
      const sha = repo.commit(branch, files);
      const paths = Object.keys(files);
      const patches = Object.fromEntries(
        paths.map((path) => [path, repo.git("diff", "main", sha, "--", path).replace(/^[\s\S]*?(?=^@@)/m, "")]),
      );
      const number = gh.openPull({ by, head: { ref: branch, sha }, files: paths, patches, ...(fork && { fork }) });
      branches.set(number, branch);
      return number;
    },
    push: (pull, files) => gh.push(branchOf(pull), repo.commit(branchOf(pull), files), "ada"),
    merge: (pull) => gh.merge(pull, { method: "squash", by: "ada", sha: repo.merge(headOf(pull), "squash") }),
    plan: (pull, step) => onPull("plan", pull, step),
    gate: (pull, step) => onPull("gate", pull, step),
    gateGroup(head, base = repo.tip("main")) {
      const group = { base_sha: base, head_sha: head, base_ref: "refs/heads/main" };
      const ref = `gh-readonly-queue/main/pr-1-${group.base_sha}`;
      const at = { sha: head, ref: `refs/heads/${ref}`, head: { ref, sha: head } };
      return act("gate", { name: "merge_group", payload: { merge_group: group } }, at, {});
    },
    headOf,
    record() {
      const newest = gh.artifacts().findLast(({ name }) => name.startsWith("warehog-record-"));
      return JSON.parse(onlyFile(Buffer.from(newest?.zip ?? []), 1e9)?.toString() ?? "null") as PlanRecord;
    },
    suggested: () =>
      gh.requests
        .filter(({ method, path }) => method === "POST" && path.endsWith("/reviews"))
        .flatMap(({ body }) =>
          (JSON.parse(body) as { readonly comments: readonly { readonly body: string }[] }).comments.map(
            (comment) => comment.body,
          ),
        ),
  };
}

/** What a run changed on GitHub: GraphQL only asks here. */
export const writesTo = ({ requests }: Ran): readonly string[] =>
  requests
    .filter(({ method, path }) => method !== "GET" && path !== "/graphql")
    .map(({ method, path }) => `${method} ${path}`);
