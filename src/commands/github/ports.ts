import type { ApplyIntent, ApplyOutcome, ApplyRecord } from "../../model/github/apply-record.js";
import type { Arrival, MergedPull } from "../../model/github/contribution.js";
import type { Known } from "../../model/github/known.js";
import type { PullRequest } from "../../model/github/pull-request.js";
import type { CommentState, PlanRecord } from "../../model/github/record.js";
import type { Files } from "./declared-at.js";

/** What git tells of the checkout; nothing of it is written. */
export interface Git extends Files {
  isShallow(): Promise<boolean>;
  head(): Promise<string>;
  /** of a commit, in their order */
  parents(commit: string): Promise<readonly string[]>;
  /** first-parent commits after `from`, up to and with `to`, oldest first; undefined: `from` is no first-parent ancestor */
  firstParents(from: string, to: string): Promise<readonly string[] | undefined>;
  /** paths that differ, removed and renamed ones too */
  changedPaths(from: string, to: string): Promise<readonly string[]>;
}

/** What the newest runs of the apply workflow left for a target. */
export interface ApplyHistory {
  /** created_at in Unix ms */
  readonly outcome: { readonly record: ApplyOutcome; readonly created_at: number } | null;
  /** newer than the outcome, oldest first: runs that were killed, or are under way */
  readonly intents: readonly ApplyIntent[];
}

/** A check on a commit, found again by its name. */
export interface Check {
  readonly name: string;
  readonly sha: string;
  readonly conclusion: "success" | "failure" | "neutral";
  /** at most 255 characters */
  readonly title: string;
  readonly summary: string;
}

export interface DriftIssueText {
  readonly title: string;
  readonly body: string;
  readonly fingerprint: string;
}

/** One repository on GitHub. A call that fails is unknown, never an exception. */
export interface GitHub {
  defaultBranch(): Promise<Known<string>>;
  branchTip(branch: string): Promise<Known<string>>;
  /** moves of a branch, back to the one that ended at `until` */
  arrivals(branch: string, until: string): Promise<Known<readonly Arrival[]>>;
  mergedPulls(commit: string): Promise<Known<readonly MergedPull[]>>;
  pullRequest(number: number): Promise<Known<PullRequest>>;
  headOf(pull: number): Promise<Known<string>>;
  history(target: string): Promise<Known<ApplyHistory>>;

  /** finds ours by author and first line, writes it anew, and reads it back; null: there was none and `create` is false */
  writeComment(pull: number, body: string, create: boolean): Promise<Known<CommentState | null>>;
  writeCheck(check: Check): Promise<Known<null>>;
  /** exactly these of ours stand afterwards; labels of others are left alone */
  setLabels(pull: number, labels: readonly string[]): Promise<Known<null>>;
  /** undefined: nothing is wrong any more, and an open issue is closed with the words given */
  writeIssue(target: string, issue: DriftIssueText | undefined, closing: string): Promise<Known<null>>;
  /** @returns path of the file that was uploaded */
  uploadRecord(record: PlanRecord): Promise<Known<string>>;
  uploadApplyRecord(record: ApplyRecord): Promise<Known<string>>;
}
