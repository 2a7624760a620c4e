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
  /** where two commits part; undefined: nowhere, or one of them is not in the checkout */
  mergeBase(a: string, b: string): Promise<string | undefined>;
  /** the newest first-parent commits up to and with one that change one of these paths, newest first */
  touching(commit: string, paths: readonly string[], most: number): Promise<readonly string[]>;
  /** paths that differ, removed and renamed ones too */
  changedPaths(from: string, to: string): Promise<readonly string[]>;
}

/** What the newest runs of the apply workflow left for a target. */
export interface ApplyHistory {
  /** created_at in Unix ms */
  readonly outcome: { readonly record: ApplyOutcome; readonly created_at: number } | null;
  /** newer than the outcome, oldest first: runs that were killed, or are under way */
  readonly intents: readonly ApplyIntent[];
  /** ids of runs that are under way, by when each said that it begins */
  readonly under_way: readonly number[];
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

/** Lines of a file at the head, first and last counted from 1, and the comment that offers to replace them. */
export interface Suggestion {
  readonly path: string;
  readonly lines: readonly [number, number];
  readonly body: string;
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
  /** as far as GitHub knows by now: a merge of this minute may be missing */
  mergedPullsNow(commit: string): Promise<Known<readonly MergedPull[]>>;
  /** open pull requests into a branch from branches of the same repository, changed last first; complete: there are no others */
  openPulls(base: string): Promise<
    Known<{
      readonly pulls: readonly { readonly number: number; readonly head: string }[];
      readonly complete: boolean;
    }>
  >;
  /** pull requests that wait in the merge queue of a branch, and the commits that the queue made of them */
  mergeQueue(branch: string): Promise<Known<readonly { readonly pull: number; readonly commit: string }[]>>;
  /** the plan of a pull request that was shown last; null: none was found */
  lastRecord(pull: number, branch: string): Promise<Known<PlanRecord | null>>;
  pullRequest(number: number): Promise<Known<PullRequest>>;
  headOf(pull: number): Promise<Known<string>>;
  history(target: string): Promise<Known<ApplyHistory>>;

  /** finds ours by author and first line, writes it anew, and reads it back; null: there was none and `create` is false */
  writeComment(pull: number, body: string, create: boolean): Promise<Known<CommentState | null>>;
  writeCheck(check: Check): Promise<Known<null>>;
  /** exactly these of ours stand afterwards; labels of others are left alone */
  setLabels(pull: number, labels: readonly string[]): Promise<Known<null>>;
  /** offers changes beside the diff, once a head and only on lines that the diff shows; @returns how many */
  suggest(pull: number, head: string, suggestions: readonly Suggestion[]): Promise<Known<number>>;
  /** undefined: nothing is wrong any more, and an open issue is closed with the words given */
  writeIssue(target: string, issue: DriftIssueText | undefined, closing: string): Promise<Known<null>>;
  /** @returns path of the file that was uploaded */
  uploadRecord(record: PlanRecord): Promise<Known<string>>;
  uploadApplyRecord(record: ApplyRecord): Promise<Known<string>>;
}
