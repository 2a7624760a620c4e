import type { Known } from "../../model/github/known.js";
import type { RecordFound } from "../../model/github/record.js";
import { recordName } from "./artifact-names.js";
import { artifactsNamed, download } from "./artifacts.js";
import type { Artifact } from "./artifacts.js";
import type { Client } from "./client.js";
import { readPlanRecord } from "./read-record.js";
import { readRun } from "./runs.js";
import type { Run } from "./runs.js";

export interface RecordsAsked {
  readonly pull: number;
  /** whose records count */
  readonly heads: readonly string[];
  readonly planWorkflow: string;
  /** that are known already */
  readonly runs: readonly Run[];
}

/** All artifacts that bear the name of a record of these heads, newest first, whoever made them. */
export async function readRecords(client: Client, asked: RecordsAsked): Promise<Known<readonly RecordFound[]>> {
  const found: RecordFound[] = [];
  for (const head of asked.heads) {
    const named = await artifactsNamed(client, recordName(asked.pull, head));
    if (!named.known) return named;
    for (const artifact of named.value) {
      const record = await readFound(client, artifact, asked);
      if (!record.known) return record;
      found.push(record.value);
    }
  }
  return { known: true, value: found.toSorted((a, b) => b.created_at - a.created_at) };
}

async function readFound(
  client: Client,
  artifact: Artifact,
  { planWorkflow, runs }: RecordsAsked,
): Promise<Known<RecordFound>> {
  const near = runs.find(({ facts }) => facts.id === artifact.run);
  const run = near === undefined ? await readRun(client, artifact.run) : { known: true as const, value: near };
  if (!run.known) return run;
  const content = run.value.facts.path === planWorkflow ? await contentOf(client, artifact) : FOREIGN;
  return content.known
    ? { known: true, value: { run: run.value.facts, created_at: artifact.created_at, content: content.value } }
    : content;
}

/** Never even downloaded: any branch can have a workflow that uploads whatever it likes. */
const FOREIGN: Known<RecordFound["content"]> = {
  known: true,
  value: { state: "unreadable", why: "another workflow made it" },
};

async function contentOf(client: Client, artifact: Artifact): Promise<Known<RecordFound["content"]>> {
  const content = await download(client, artifact);
  if (!content.known) return content;
  if (content.value.state === "expired") return { known: true, value: { state: "expired" } };
  if (content.value.state === "broken")
    return { known: true, value: { state: "unreadable", why: "it is no artifact of one file" } };
  const record = readPlanRecord(content.value.text);
  return {
    known: true,
    value: record.ok ? { state: "read", record: record.value } : { state: "unreadable", why: record.error },
  };
}
