import type { Plan } from "../plan.js";
import type { GuardChange } from "./guards.js";

export const RECORD_VERSION = 1;

/**
 * What the plan workflow showed for one head of one pull request: an artifact, so that nobody can alter it.
 * One for all targets that the pull request touches.
 */
export interface PlanRecord {
  readonly version: typeof RECORD_VERSION;
  readonly pull_request: number;
  readonly head: string;
  readonly base: { readonly ref: string; readonly sha: string };
  /** one a target, in the order of the project file */
  readonly plans: readonly Plan[];
  /** what of each target's guards was shown to become another */
  readonly guards: readonly TargetGuards[];
  readonly comment: RecordComment;
  /** the comment that it was written over, as that stood then; null: there was none */
  readonly replaced: CommentState | null;
}

export interface TargetGuards {
  readonly target: string;
  readonly changes: readonly GuardChange[];
}

/**
 * What reviewers were shown. null: the comment could not hold every dangerous item, so this plan cannot be approved.
 * unwritten: nothing changes, and the workflow asks for no comment then.
 */
export type RecordComment = CommentState | "unwritten" | null;

/** The comment as GitHub gave it back after it was written. */
export interface CommentState {
  readonly id: number;
  /** SHA-256 over the body, lower-case hex */
  readonly hash: string;
  /** GitHub's text of updated_at: compared, never computed with */
  readonly updated_at: string;
}

/** The run that made a record, as GitHub describes it. */
export interface RecordRun {
  readonly id: number;
  /** of the workflow, without what may follow an @ */
  readonly path: string;
  readonly event: string;
  readonly repository_id: number;
  readonly head_repository_id: number | null;
  readonly head_sha: string;
  readonly head_branch: string | null;
}

/** An artifact that bears the name of a record. */
export interface RecordFound {
  readonly run: RecordRun;
  readonly created_at: number; // Unix ms, GitHub's clock
  readonly content:
    | { readonly state: "read"; readonly record: PlanRecord }
    | { readonly state: "expired" }
    /** of another version, edited, or no record at all */
    | { readonly state: "unreadable"; readonly why: string };
}
