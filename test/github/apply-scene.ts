import { onTestFinished } from "vitest";
import { stringify } from "yaml";
import { applyName } from "../../src/adapters/github/artifact-names.js";
import { onlyFile } from "../../src/adapters/github/unzip.js";
import type { ActionCommand } from "../../src/commands/github/inputs.js";
import type { ApplyOutcome } from "../../src/model/github/apply-record.js";
import { startSandbox } from "../../src/sandbox/start.js";
import type { Sandbox } from "../../src/sandbox/start.js";
import { startFakeGitHub } from "../support/github/fake-github.js";
import type { FakeGitHub } from "../support/github/fake-github.js";
import { gitRepository } from "../support/git-repository.js";
import type { GitRepository } from "../support/git-repository.js";
import { runHere } from "../support/github/in-process.js";
import type { RanHere } from "../support/github/in-process.js";
import type { Started } from "../support/github/run-action.js";
import { orders, shop } from "../support/shop.js";
import { virtualClock } from "../support/virtual-clock.js";
import type { VirtualClock } from "../support/virtual-clock.js";
import { KEY, patchByHand, projectYaml, writesOf } from "../support/workspace.js";
import { deathRow, Killed, mortal } from "./death-row.js";
import type { Moment } from "./death-row.js";
import { passing } from "./passing.js";
import { APPLY_WORKFLOW, DRIFT_WORKFLOW, PLAN_WORKFLOW, WORKFLOW_FILES } from "../support/github/workflows.js";

export type Members = Readonly<Record<string, unknown>>;
export type FileTexts = Readonly<Record<string, string | null>>;

const INPUTS = {
  "plan-workflow": PLAN_WORKFLOW,
  "apply-workflow": APPLY_WORKFLOW,
  "allowed-env": "POSTHOG_KEY",
} as const;

export interface Run {
  /** the event; a push tells where the branch stood before the last merge */
  readonly event?: "push" | "schedule" | "workflow_dispatch";
  readonly ref?: string;
  /** the checkout; the tip of main in full unless told */
  readonly workspace?: string;
  /** an earlier run that is started again */
  readonly again?: { readonly id: number; readonly token: string };
}

export interface Ran extends RanHere {
  readonly run: { readonly id: number; readonly token: string };
}

/** A team's repository on GitHub, its warehouse, and runs of the action in this process on a clock that only sleepers move. */
export interface ApplyScene {
  readonly gh: FakeGitHub;
  readonly repo: GitRepository;
  readonly sandbox: Sandbox;
  readonly clock: VirtualClock;
  /** files of a commit that declare the source so */
  declaring(source: Members): FileTexts;
  /** opens a pull request and plans it; where the plan asks for consents they are committed, and it is planned again */
  propose(branch: string, table: Members): Promise<number>;
  /** opens a pull request that changes these files, and plans it */
  proposeFiles(branch: string, files: FileTexts): Promise<number>;
  approve(pull: number): void;
  merge(pull: number, how?: "merge" | "squash"): void;
  /** proposed, approved and merged */
  bring(branch: string, table: Members): Promise<number>;
  plan(pull: number): Promise<Ran>;
  apply(run?: Run): Promise<Ran>;
  /** the next apply dies there, as by SIGKILL: it says nothing any more */
  applyKilledAt(index: number, moment: Moment, run?: Run): Promise<void>;
  drift(run?: Run): Promise<Ran>;
  /** PostHog fails on every reading of a single table while this goes on */
  whileUnreadable<T>(work: () => Promise<T>): Promise<T>;
  /** another hand than ours writes to the one table */
  patch(body: Members): Promise<void>;
  /** what changed anything in the warehouse, oldest first */
  writes(): readonly string[];
  /** the newest outcome that an apply run left */
  outcome(): ApplyOutcome;
  /** of the warehouse's first source */
  table(name?: string): Members;
}

export interface Situation {
  /** what the source file says of the table at first */
  readonly declared: Members;
  /** around the tables of the source file */
  readonly file?: (table: Members) => Members;
  readonly document?: Members;
  readonly policy?: Members;
  /** of the warehouse as the configuration names it; the sandbox's own unless told */
  readonly host?: (sandbox: string) => Promise<string>;
  /** where runs look for GitHub's API */
  readonly api?: (github: string) => Promise<string>;
}

/** Runs of half a minute that begin and end by themselves. */
export const FAST = { server: { auto_progress: true, extensions: { runs: { start_seconds: 1, base_seconds: 30 } } } };
export const oneTable = (table: Members): Members => ({
  source: { source_type: "Postgres", prefix: "shop_" },
  tables: { "public.orders": table },
});

const declaring = (source: Members): FileTexts => ({ "warehouse/shop.yaml": stringify({ version: 1, ...source }) });

export async function applyScene({
  declared,
  file = oneTable,
  document = shop([orders()], {}, FAST),
  policy = {},
  host = (url) => Promise.resolve(url),
  api = (url) => Promise.resolve(url),
}: Situation): Promise<ApplyScene> {
  const clock = virtualClock();
  const gh = await startFakeGitHub({ clock: passing(clock) });
  const apiUrl = await api(gh.url);
  const death = deathRow();
  let isUnreadable = false;
  const sandbox = await startSandbox({
    document,
    clock,
    intercept: (request) =>
      isUnreadable && request.method === "GET" && /_schemas\/[^/]+\/$/.test(request.path)
        ? { kind: "status", status: 500, when: "before" }
        : death.intercept(request),
  });
  const repo = gitRepository();
  onTestFinished(async () => {
    await sandbox.close();
    await gh.close();
  });
  for (const login of ["ada", "ben"]) gh.person(login, "write");
  const first = repo.commit("main", {
    "warehog.yaml": projectYaml(await host(sandbox.url), policy),
    ...WORKFLOW_FILES,
    ...declaring(file(declared)),
  });
  gh.push("main", first, "ada");
  let before = first;
  const branches = new Map<number, string>();
  const branchOf = (pull: number): string => branches.get(pull) ?? "";

  interface Step extends Pick<Started, "event" | "sha" | "ref" | "workspace" | "workflow"> {
    readonly command: ActionCommand;
    readonly head: { readonly ref: string; readonly sha: string };
    readonly again?: Run["again"];
    readonly isDead?: () => boolean;
  }
  const act = async ({ command, head, again, isDead = () => false, ...step }: Step): Promise<Ran> => {
    if (again !== undefined) gh.rerun(again.id, "ada");
    const run = again ?? gh.startRun({ path: step.workflow, event: step.event.name, by: "ada", head });
    const job = {
      ...step,
      gh: { ...gh, url: apiUrl, graphqlUrl: `${apiUrl}/graphql`, resultsUrl: `${apiUrl}/` },
      run,
      actor: "ada",
      inputs: { ...INPUTS, command, ...(command === "plan" ? {} : { target: "production" }) },
      env: { POSTHOG_KEY: KEY },
    };
    const ran = await runHere(job, mortal(clock, isDead)).finally(() => gh.finishRun(run.id, "success"));
    return { ...ran, run };
  };
  const onMain = (command: "apply" | "drift", workflow: string, run: Run, isDead?: () => boolean): Promise<Ran> => {
    const { event = "push", ref = "refs/heads/main", workspace, again } = run;
    const sha = repo.tip("main");
    if (workspace === undefined) repo.git("checkout", "--quiet", "main");
    return act({
      command,
      workflow,
      event: { name: event, payload: event === "push" ? { before, after: sha, ref } : {} },
      sha,
      ref,
      workspace: workspace ?? repo.folder,
      head: { ref: ref.replace("refs/heads/", ""), sha },
      ...(again === undefined ? {} : { again }),
      ...(isDead === undefined ? {} : { isDead }),
    });
  };

  const scene: ApplyScene = {
    gh,
    repo,
    sandbox,
    clock,
    declaring,
    async proposeFiles(branch, files) {
      const head = repo.commit(branch, files);
      const number = gh.openPull({ by: "ada", head: { ref: branch, sha: head } });
      branches.set(number, branch);
      await scene.plan(number);
      return number;
    },
    async propose(branch, table) {
      const number = await scene.proposeFiles(branch, declaring(file(table)));
      const wanted = gh.commentsOn(number)[0]?.body.matchAll(/id: "?([0-9a-f]{8})"?(?:, strategy: (\w+))?/g) ?? [];
      const consent = [
        ...new Map(
          [...wanted].map(([, id = "", strategy]) => [
            id,
            { id, ...(strategy === undefined ? {} : { strategy }), reason: "agreed" },
          ]),
        ).values(),
      ];
      if (consent.length === 0) return number;
      gh.push(branch, repo.commit(branch, declaring(file({ ...table, consent }))), "ada");
      await scene.plan(number);
      return number;
    },
    approve: (pull) => void gh.review(pull, { by: "ben", state: "APPROVED" }),
    merge(pull, how = "squash") {
      before = repo.tip("main");
      gh.merge(pull, { method: how, by: "ada", sha: repo.merge(repo.tip(branchOf(pull)), how) });
    },
    async bring(branch, table) {
      const pull = await scene.propose(branch, table);
      scene.approve(pull);
      scene.merge(pull);
      return pull;
    },
    plan(pull) {
      const head = { ref: branchOf(pull), sha: repo.tip(branchOf(pull)) };
      const sha = repo.testMerge(repo.tip("main"), head.sha);
      const from = { id: gh.repository.id };
      const opened = {
        number: pull,
        draft: false,
        head: { ...head, repo: from },
        base: { ref: "main", repo: from },
      };
      return act({
        command: "plan",
        workflow: PLAN_WORKFLOW,
        event: { name: "pull_request", payload: { action: "synchronize", pull_request: opened } },
        sha,
        ref: `refs/pull/${pull}/merge`,
        workspace: repo.checkout(sha),
        head,
      });
    },
    apply: (run = {}) => onMain("apply", APPLY_WORKFLOW, run),
    async applyKilledAt(index, moment, run = {}) {
      death.sentence(index, moment);
      const end = await onMain("apply", APPLY_WORKFLOW, run, death.isDead).catch((error: unknown) => error);
      if (!(end instanceof Killed)) throw new Error(`it outlived write ${index}: ${JSON.stringify(end)}`);
      death.reprieve();
    },
    drift: (run = { event: "schedule" }) => onMain("drift", DRIFT_WORKFLOW, run),
    async whileUnreadable(work) {
      isUnreadable = true;
      return work().finally(() => (isUnreadable = false));
    },
    async patch(body) {
      const status = await patchByHand(sandbox, String(scene.table()["id"]), body);
      if (status !== 200) throw new Error(`not written by hand: ${status}`);
    },
    writes: () => writesOf(sandbox),
    outcome() {
      const found = gh.artifacts().findLast(({ name }) => name.startsWith(applyName("outcome", "production")));
      return JSON.parse(onlyFile(Buffer.from(found?.zip ?? []), 1e9)?.toString() ?? "null") as ApplyOutcome;
    },
    table(name = "public.orders") {
      const { sources } = sandbox.state() as { readonly sources: readonly { readonly schemas: readonly Members[] }[] };
      const found = sources[0]?.schemas.find((schema) => schema["name"] === name);
      if (found === undefined) throw new Error(`no table ${name}`);
      return found;
    },
  };
  return scene;
}
