import type { ApplyIntent, ApplyOutcome, ApplyRecord } from "../../model/github/apply-record.js";
import type { Known } from "../../model/github/known.js";
import { applyName } from "./artifact-names.js";
import { artifactsNamed, download } from "./artifacts.js";
import type { Artifact } from "./artifacts.js";
import type { Client } from "./client.js";
import { incomplete } from "./known.js";
import { readApplyRecord } from "./read-record.js";
import { readRun } from "./runs.js";
import type { Run } from "./runs.js";

/** Whose artifacts tell what was applied. */
export interface HistoryAsked {
  readonly target: string;
  readonly applyWorkflow: string;
  /** that is applied */
  readonly branch: string;
  readonly repositoryId: number;
  /** whether that branch was ever moved to a commit, be it rewritten since */
  readonly wasTip: (commit: string) => Promise<Known<boolean>>;
}

/** What the newest runs of the apply workflow left for a target. */
export interface ApplyHistory {
  readonly outcome: (Pick<Artifact, "created_at" | "expires_at"> & { readonly record: ApplyOutcome }) | null;
  /** of runs that were killed, or are under way, since that outcome's run began; oldest first */
  readonly intents: readonly ApplyIntent[];
  /** ids of runs that are under way, by when each said that it begins */
  readonly under_way: readonly number[];
}

interface Told {
  readonly artifact: Artifact;
  readonly run: Run;
}

/**
 * Reads the newest outcome and the intents that no outcome followed.
 *
 * @returns incomplete where one of them cannot be read: what it holds is owed, so it cannot be passed over. An expired one is
 *   as if it had never been: there is nothing that could bring it back.
 */
export async function readHistory(client: Client, asked: HistoryAsked): Promise<Known<ApplyHistory>> {
  const read = historyReader(client, asked);
  const [outcomes, intents] = [
    await artifactsNamed(client, applyName("outcome", asked.target)),
    await artifactsNamed(client, applyName("intent", asked.target)),
  ];
  if (!outcomes.known) return outcomes;
  if (!intents.known) return intents;
  const newest = await read.newest(outcomes.value);
  if (!newest.known) return newest;
  const outcome = newest.value === null ? null : await read.content(newest.value.artifact, "outcome");
  if (outcome !== null && !outcome.known) return outcome;
  const open = await read.unfollowed(intents.value, outcomes.value, newest.value);
  if (!open.known) return open;
  const found: ApplyIntent[] = [];
  for (const { artifact } of open.value) {
    const intent = await read.content(artifact, "intent");
    if (!intent.known) return intent;
    if (intent.value?.kind === "intent") found.push(intent.value);
  }
  const record = outcome?.value?.kind === "outcome" ? outcome.value : null;
  const artifact = newest.value?.artifact;
  return {
    known: true,
    value: {
      outcome:
        record === null || artifact === undefined
          ? null
          : { record, created_at: artifact.created_at, expires_at: artifact.expires_at },
      intents: found,
      under_way: [...new Set(open.value.filter(isUnderWay).map(({ run }) => run.facts.id))],
    },
  };
}

function historyReader(client: Client, asked: HistoryAsked) {
  const runs = new Map<number, Promise<Known<Run>>>();
  const runOf = ({ run: id }: Artifact): Promise<Known<Run>> => {
    const run = runs.get(id) ?? readRun(client, id);
    runs.set(id, run);
    return run;
  };

  /** Artifacts come newest first. */
  async function newest(outcomes: readonly Artifact[]): Promise<Known<Told | null>> {
    for (const artifact of outcomes) {
      const run = await runOf(artifact);
      if (!run.known) return run;
      const ours = await isOurs(run.value, asked);
      if (!ours.known) return ours;
      if (ours.value) return { known: true, value: { artifact, run: run.value } };
    }
    return { known: true, value: null };
  }

  /** Intents that the newest outcome cannot know of and that no outcome of their own run followed, oldest first. */
  async function unfollowed(
    intents: readonly Artifact[],
    outcomes: readonly Artifact[],
    last: Told | null,
  ): Promise<Known<readonly Told[]>> {
    const found: Told[] = [];
    const beginning = last === null ? 0 : beginningOf(last, intents);
    for (const intent of intents) {
      if (intent.created_at < beginning) break;
      if (outcomes.some(({ run, created_at: at }) => run === intent.run && at >= intent.created_at)) continue;
      const run = await runOf(intent);
      if (!run.known) return run;
      const ours = await isOurs(run.value, asked);
      if (!ours.known) return ours;
      if (ours.value) found.unshift({ artifact: intent, run: run.value });
    }
    return { known: true, value: found };
  }

  async function content(artifact: Artifact, kind: ApplyRecord["kind"]): Promise<Known<ApplyRecord | null>> {
    const answer = await download(client, artifact);
    if (!answer.known) return answer;
    if (answer.value.state === "expired") return { known: true, value: null };
    const record = answer.value.state === "read" ? readApplyRecord(answer.value.text) : undefined;
    if (record?.kind === kind && record.target === asked.target) return { known: true, value: record };
    const { owner, repo } = client.repo;
    return incomplete(`GET /repos/${owner}/${repo}/actions/artifacts/${artifact.id}/zip`);
  }

  return { newest, unfollowed, content };
}

/** An intent of an earlier attempt of the run says nothing about the one that is under way. */
const isUnderWay = ({ artifact, run }: Told): boolean => run.under_way && artifact.created_at >= run.started_at;

/**
 * A run reads what is there once it has said that it begins; afterwards another run may have begun beside it. GitHub tells the
 * start of the newest attempt: if that is later, an earlier attempt made the outcome.
 */
function beginningOf({ artifact, run }: Told, intents: readonly Artifact[]): number {
  const earliest = run.started_at <= artifact.created_at ? run.started_at : run.created_at;
  const said = intents.findLast((intent) => intent.run === artifact.run && intent.created_at >= earliest);
  return said === undefined || said.created_at > artifact.created_at ? earliest : said.created_at;
}

const EVENTS: readonly string[] = ["push", "schedule", "workflow_dispatch"];

/**
 * Anybody who can push can upload an artifact of any name, from a workflow of any path, on a tag that bears the branch's name.
 * Only a commit that was the branch's tip tells the branch's own workflow from such a one.
 */
const isOurs = async (
  { facts }: Run,
  { applyWorkflow, branch, repositoryId, wasTip }: HistoryAsked,
): Promise<Known<boolean>> =>
  facts.path === applyWorkflow &&
  EVENTS.includes(facts.event) &&
  facts.repository_id === repositoryId &&
  facts.head_repository_id === repositoryId &&
  facts.head_branch === branch
    ? wasTip(facts.head_sha)
    : { known: true, value: false };
