import type { Known } from "../../model/github/known.js";
import type { Account } from "../../model/github/pull-request.js";
import type { RecordRun } from "../../model/github/record.js";
import { accountOf } from "./account.js";
import { PAGE } from "./client.js";
import type { Client } from "./client.js";
import { incomplete } from "./known.js";

/** A workflow run. */
export interface Run {
  readonly facts: RecordRun;
  readonly actor: Account | null;
  /** some job of it is still to be done, or is being done */
  readonly under_way: boolean;
  /** Unix ms */
  readonly created_at: number;
  /** of its newest attempt, Unix ms */
  readonly started_at: number;
}

/** GitHub gives no more of a filtered listing, and does not say so. */
const MOST_RUNS = 1000;

interface RunAnswer {
  readonly id: number;
  readonly path: string;
  readonly event: string;
  readonly head_sha: string;
  readonly head_branch: string | null;
  readonly repository: { readonly id: number };
  readonly head_repository?: { readonly id: number } | null;
  readonly actor?: Parameters<typeof accountOf>[0];
  readonly status: string | null;
  readonly created_at: string;
  readonly run_started_at?: string;
}

/**
 * GitHub may write the ref behind the path. Only a ref is taken off: a workflow file whose own name has an `@` in it must never
 * pass for the one whose name ends before that.
 */
export const workflowPath = (path: string): string => path.replace(/@(?:refs\/[^@]*|[0-9a-f]{40})$/, "");

const runOf = (run: RunAnswer): Run => ({
  facts: {
    id: run.id,
    path: workflowPath(run.path),
    event: run.event,
    repository_id: run.repository.id,
    head_repository_id: run.head_repository?.id ?? null, // left out where the fork was deleted
    head_sha: run.head_sha,
    head_branch: run.head_branch,
  },
  actor: accountOf(run.actor),
  under_way: run.status !== "completed",
  created_at: Date.parse(run.created_at),
  started_at: Date.parse(run.run_started_at ?? run.created_at),
});

/** Runs of all workflows for a head branch, those of forks with a branch of that name among them. */
export async function runsOfBranch(client: Client, branch: string): Promise<Known<readonly Run[]>> {
  const runs = await client.ask(({ paginate }) =>
    paginate("GET /repos/{owner}/{repo}/actions/runs", { ...client.repo, branch, per_page: PAGE }),
  );
  if (!runs.known) return runs;
  return runs.value.length < MOST_RUNS
    ? { known: true, value: runs.value.map(runOf) }
    : incomplete(`GET /repos/${client.repo.owner}/${client.repo.repo}/actions/runs`);
}

export const readRun = (client: Client, id: number): Promise<Known<Run>> =>
  client.ask(async ({ request }) =>
    runOf((await request("GET /repos/{owner}/{repo}/actions/runs/{run_id}", { ...client.repo, run_id: id })).data),
  );

/** Runs of all workflows for a head branch, as many of the newest as GitHub gives at once. */
export const newestRuns = (client: Client, branch: string): Promise<Known<readonly Run[]>> =>
  client.ask(async ({ request }) => {
    const asked = { ...client.repo, branch, event: "pull_request", per_page: PAGE };
    return (await request("GET /repos/{owner}/{repo}/actions/runs", asked)).data.workflow_runs.map(runOf);
  });
