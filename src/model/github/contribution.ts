import type { Strategy } from "../effect.js";
import type { Policy } from "../policy.js";
import type { GuardChange } from "./guards.js";
import type { Account, PullRequest } from "./pull-request.js";
import type { Known } from "./known.js";
import type { Refusal } from "./refusal.js";

/** One entry of the configured branch's activity. */
export interface Arrival {
  readonly kind: "push" | "force_push" | "branch_creation" | "pr_merge" | "merge_queue_merge";
  readonly actor: Account | null;
  readonly at: number; // Unix ms
  readonly before: string;
  readonly after: string;
}

/** A first-parent commit of the configured branch, oldest first in a walk. */
export interface BranchCommit {
  readonly sha: string;
  readonly parent: string | null;
  /** whether it touches managed files of the target against its first parent */
  readonly managed: boolean;
  /** null: the activity does not show how it came */
  readonly arrival: Known<Arrival | null>;
  /** merged pull requests that GitHub names for it */
  readonly pulls: Known<readonly MergedPull[]>;
}

/** As much of a merged pull request as the walk needs. */
export interface MergedPull {
  readonly number: number;
  readonly base: string;
  readonly merge_commit: string | null;
}

/** Consecutive commits that came by one pull request, or one commit that came by none. */
export interface Contribution {
  readonly commits: readonly string[];
  /** first parent of the first of them */
  readonly base: string | null;
  /** the pull request; or why no pull request answers for these commits */
  readonly source: { readonly pull: number } | { readonly refusal: Refusal };
}

/** A consent as it stands in the YAML. */
export interface ConsentLine {
  /** target/source/table */
  readonly address: string;
  readonly id: string;
  readonly strategy: Strategy | null;
}

/** What a contribution changes in the declaration of one target, read from git at its first parent and at its end. */
export interface DeclaredChange {
  /** addresses whose effective values, protection or consents differ, removed ones too */
  readonly tables: readonly string[];
  /** consents that were added or changed */
  readonly consents: readonly ConsentLine[];
  /** whether host, project_id and api_key_env are what was in force; new: they are not, and the target was not declared before it; gone: it is not declared any more */
  readonly target: "same" | "changed" | "new" | "gone";
  /** plan or apply workflow, or a local action that they use; not those that the first parent does not have */
  readonly workflows_changed: readonly string[];
  /** in force before it; the defaults where there was none */
  readonly policy: Policy;
  /** what guards the tables and would be another with it: judged by itself, as no item shows it */
  readonly guards: readonly GuardChange[];
  /** those of `guards` that it does not bring: what was merged before it and approved by nobody */
  readonly left_behind: readonly GuardChange[];
}

/** A pull request that brings something for a target, with all that decides whether it may. */
export interface Candidate {
  readonly pull: PullRequest;
  readonly change: DeclaredChange;
}
