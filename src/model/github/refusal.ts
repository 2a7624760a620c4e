/** Why something is not applied, or cannot be. Stable; each has its own remedy and its own tests. */
export type RefusalCode =
  // how it came onto the branch
  | "direct-push"
  | "forced-push"
  | "branch-created"
  | "indirect-merge"
  | "arrival-unknown"
  | "shallow-clone"
  | "pull-request-not-found"
  | "several-pull-requests"
  | "ref-not-configured"
  // the pull request itself
  | "other-base"
  | "base-changed"
  | "head-shared"
  | "fork"
  | "workflow-changed"
  | "target-changed"
  | "draft"
  // its record
  | "record-missing"
  | "record-expired"
  | "record-unreadable"
  | "record-without-plan"
  | "record-foreign"
  | "record-other-head"
  | "record-after-merge"
  | "comment-edited"
  | "comment-deleted"
  | "too-large-to-review"
  // its reviews
  | "not-approved"
  | "approved-by-author"
  | "approved-by-pusher"
  | "approved-by-bot"
  | "approved-without-write"
  | "approved-by-unknown"
  | "approved-before-plan"
  | "approved-after-merge"
  | "approved-old-head"
  | "approval-dismissed"
  | "changes-requested"
  | "owners-missing"
  | "owners-unverifiable"
  // its items
  | "plan-changed"
  | "beyond-approved"
  | "consent-missing"
  | "consent-not-introduced"
  | "merged-not-applied"
  // a problem of the plan, which says itself what to do
  | "blocked"
  // GitHub
  | "github-forbidden"
  | "github-unavailable"
  | "github-incomplete";

export interface Refusal {
  readonly code: RefusalCode;
  /** what is so, and what follows: one sentence */
  readonly message: string;
  /** what to do so that it can be applied: one sentence */
  readonly remedy: string;
}
