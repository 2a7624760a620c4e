import type { Known } from "./known.js";
import type { CommentState, RecordFound } from "./record.js";

/** Compared by id: a login can be taken over. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: string; // "User", "Bot", "Organization", "Mannequin"
}

/** What a person may do in the repository; maintain is write, triage is read. */
export type Permission = "admin" | "write" | "read" | "none";

export interface Review {
  readonly id: number;
  /** null: the account was deleted */
  readonly author: Account | null;
  readonly state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED" | "PENDING";
  /** Unix ms, GitHub's clock */
  readonly at: number;
  /** the head that was reviewed, as far as GitHub still says so */
  readonly commit: string | null;
}

/** Somebody moved the head branch. From the branch's activity and the actors of runs, never from git's authors and committers. */
export interface Push {
  /** null: the account was deleted */
  readonly actor: Account | null;
  readonly at: number; // Unix ms
  /** the head from then on */
  readonly after: string;
}

/** A merge of the base into the head branch that changes nothing by itself: its tree is what `git merge-tree` makes of its parents. */
export interface TransparentMerge {
  readonly commit: string;
  /** the head before it, whose reviews go on counting if the new record adds no item */
  readonly first_parent: string;
}

/** Whether the rules of the base branch ask for owners, and what GitHub holds of the reviews under them. */
export interface Owners {
  readonly required: boolean;
  /** null: GitHub holds that no review is required, which says nothing about owners */
  readonly decision: "APPROVED" | "CHANGES_REQUESTED" | "REVIEW_REQUIRED" | null;
}

/** What was asked about one pull request. Everything that decides is here; what could not be read is unknown. */
export interface PullRequest {
  readonly number: number;
  readonly author: Account | null;
  /** names of branches, without refs/heads/ */
  readonly base: { readonly ref: string; readonly repository_id: number };
  readonly head: { readonly ref: string; readonly sha: string; readonly repository_id: number | null };
  readonly draft: boolean;
  readonly merged: { readonly at: number; readonly commit: string | null } | null;
  readonly reviews: Known<readonly Review[]>;
  /** by account id, of everybody who approved or asked for changes */
  readonly permissions: ReadonlyMap<number, Known<Permission>>;
  readonly pushes: Known<readonly Push[]>;
  /** other pull requests of the same head branch, open and closed, and where they go */
  readonly siblings: Known<readonly { readonly number: number; readonly base: string }[]>;
  /** when its base branch was changed, Unix ms */
  readonly rebased_onto: Known<readonly number[]>;
  readonly owners: Known<Owners>;
  /** merges of the base into the head branch, proved with git */
  readonly transparent: readonly TransparentMerge[];
  /** of the heads that count: its head, and the first parents of transparent merges; newest first */
  readonly records: Known<readonly RecordFound[]>;
  /** as it stands now; null: deleted */
  readonly comment: Known<CommentState | null>;
}
