import type { ApplyRecord } from "../../model/github/apply-record.js";
import type { Arrival, MergedPull } from "../../model/github/contribution.js";
import type { Kept, Known } from "../../model/github/known.js";
import type { PullRequest } from "../../model/github/pull-request.js";
import type { PlanRecord } from "../../model/github/record.js";
import { arrivals, tipOf, tipsOf } from "./activity.js";
import { applyName, pageName, recordName } from "./artifact-names.js";
import { writeCheck } from "./checks.js";
import type { Check } from "./checks.js";
import { createClient } from "./client.js";
import type { ClientSettings } from "./client.js";
import { writeComment } from "./comments.js";
import type { WrittenComment } from "./comments.js";
import { writeIssue } from "./drift-issue.js";
import type { DriftIssueText } from "./drift-issue.js";
import { readHistory } from "./history.js";
import type { ApplyHistory } from "./history.js";
import { setLabels } from "./labels.js";
import { readLastRecord } from "./last-record.js";
import { mergedPullsNow, mergedPullsReader } from "./merged-pulls.js";
import { readMergeQueue } from "./merge-queue.js";
import type { QueueEntry } from "./merge-queue.js";
import { readOpenPulls } from "./open-pulls.js";
import type { OpenPulls } from "./open-pulls.js";
import { readPullRequest } from "./pull-request.js";
import type { PullSettings } from "./pull-request.js";
import { suggest } from "./suggestions.js";
import type { Suggestion } from "./suggestions.js";
import { uploadJson, uploadText } from "./upload.js";
import type { SpeakToRunner } from "./upload.js";

export interface GitHubSettings extends ClientSettings, PullSettings {
  readonly repositoryId: number;
  readonly applyWorkflow: string;
  /** undefined: the repository's default branch */
  readonly branch: string | undefined;
  /** where files that were uploaded are kept */
  readonly folder: string;
  readonly speakToRunner: SpeakToRunner;
}

/** One repository on GitHub. A call that fails is unknown, never an exception. */
export interface GitHub {
  defaultBranch(): Promise<Known<string>>;
  branchTip(branch: string): Promise<Known<string>>;
  /** moves of a branch, back to the one that ended at `until` */
  arrivals(branch: string, until: string): Promise<Known<readonly Arrival[]>>;
  mergedPulls(commit: string): Promise<Known<readonly MergedPull[]>>;
  /** as far as GitHub knows by now: a merge of this minute may be missing */
  mergedPullsNow(commit: string): Promise<Known<readonly MergedPull[]>>;
  openPulls(base: string): Promise<Known<OpenPulls>>;
  /** pull requests that wait in the merge queue of a branch, and the commits that the queue made of them */
  mergeQueue(branch: string): Promise<Known<readonly QueueEntry[]>>;
  /** the plan that was shown last; null: none was found */
  lastRecord(pull: number, branch: string): Promise<Known<PlanRecord | null>>;
  pullRequest(number: number): Promise<Known<PullRequest>>;
  headOf(pull: number): Promise<Known<string>>;
  history(target: string): Promise<Known<ApplyHistory>>;
  /** finds ours by author and first line, writes it anew, and reads it back; null: there was none and `create` is false */
  writeComment(pull: number, body: string, create: boolean): Promise<Known<WrittenComment>>;
  writeCheck(check: Check): Promise<Known<null>>;
  /** exactly these of ours stand afterwards; labels of others are left alone */
  setLabels(pull: number, labels: readonly string[]): Promise<Known<null>>;
  /** undefined: nothing is wrong any more, and an open issue is closed with the words given */
  writeIssue(target: string, issue: DriftIssueText | undefined, closing: string): Promise<Known<null>>;
  /** offers changes beside the diff, once a head and only on lines that the diff shows; @returns how many */
  suggest(pull: number, head: string, suggestions: readonly Suggestion[]): Promise<Known<number>>;
  /** @returns path of the file that was uploaded */
  uploadRecord(record: PlanRecord): Promise<Kept<string>>;
  uploadApplyRecord(record: ApplyRecord): Promise<Kept<string>>;
  /** the plan of a target as a page for people */
  uploadPage(target: string, html: string): Promise<Kept<string>>;
}

export function openGitHub(settings: GitHubSettings): GitHub {
  const { folder, speakToRunner, repositoryId, applyWorkflow } = settings;
  const client = createClient(settings);
  const { repo } = client;
  const defaultBranch = (): Promise<Known<string>> =>
    client.ask(async ({ request }) => (await request("GET /repos/{owner}/{repo}", repo)).data.default_branch);
  const configured = async (): Promise<Known<string>> =>
    settings.branch === undefined ? defaultBranch() : { known: true, value: settings.branch };
  const upload = (name: string, record: PlanRecord | ApplyRecord): Promise<Kept<string>> =>
    uploadJson(name, record, { folder, speakToRunner });
  return {
    defaultBranch,
    branchTip: (branch) => tipOf(client, branch),
    arrivals: (branch, until) => arrivals(client, branch, until),
    mergedPulls: mergedPullsReader(client),
    mergedPullsNow: (commit) => mergedPullsNow(client, commit),
    openPulls: (base) => readOpenPulls(client, base),
    mergeQueue: (branch) => readMergeQueue(client, branch),
    lastRecord: (pull, branch) =>
      readLastRecord(client, { pull, branch, repositoryId, planWorkflow: settings.planWorkflow }),
    pullRequest: (number) => readPullRequest(client, settings, number),
    headOf: (number) =>
      client.ask(async ({ request }) => {
        const asked = { ...repo, pull_number: number };
        return (await request("GET /repos/{owner}/{repo}/pulls/{pull_number}", asked)).data.head.sha;
      }),
    async history(target) {
      const branch = await configured();
      if (!branch.known) return branch;
      const wasTip = tipsOf(client, branch.value);
      return readHistory(client, { target, applyWorkflow, branch: branch.value, repositoryId, wasTip });
    },
    writeComment: (pull, body, create) => writeComment(client, pull, body, create),
    writeCheck: (check) => writeCheck(client, check),
    setLabels: (pull, labels) => setLabels(client, pull, labels),
    writeIssue: (target, issue, closing) => writeIssue(client, target, issue, closing),
    suggest: (pull, head, suggestions) => suggest(client, pull, head, suggestions),
    uploadRecord: (record) => upload(recordName(record.pull_request, record.head), record),
    uploadApplyRecord: (record) => upload(applyName(record.kind, record.target), record),
    uploadPage: (target, page) =>
      uploadText(pageName(target), { name: "plan.html", text: page }, { folder, speakToRunner }),
  };
}
