import type { Known } from "../../model/github/known.js";
import type { PlanRecord, RecordRun } from "../../model/github/record.js";
import type { Client } from "./client.js";
import { known } from "./known.js";
import { readRecords } from "./records.js";
import { newestRuns } from "./runs.js";

interface Asked {
  readonly pull: number;
  /** head branch of the pull request */
  readonly branch: string;
  readonly planWorkflow: string;
  readonly repositoryId: number;
}

/** Heads without a plan are those of runs that were cancelled: more of them than this nobody pushes between two plans. */
const MOST_HEADS = 5;

/** The plan that the comment of a pull request shows so far, of its head or of one before it; null: none was found. */
export async function readLastRecord(client: Client, asked: Asked): Promise<Known<PlanRecord | null>> {
  const runs = await newestRuns(client, asked.branch);
  if (!runs.known) return runs;
  const ours = runs.value.filter(({ facts }) => isOurs(facts, asked));
  const heads = [...new Set(ours.map(({ facts }) => facts.head_sha))].slice(0, MOST_HEADS);
  for (const head of heads) {
    const { pull, planWorkflow } = asked;
    const found = await readRecords(client, { pull, heads: [head], planWorkflow, runs: runs.value });
    if (!found.known) return found;
    for (const { run, content } of found.value)
      if (isOurs(run, asked) && content.state === "read" && content.record.pull_request === pull)
        return known(content.record);
  }
  return known(null);
}

const isOurs = (run: RecordRun, { planWorkflow, repositoryId }: Asked): boolean =>
  run.path === planWorkflow && run.event === "pull_request" && run.head_repository_id === repositoryId;
