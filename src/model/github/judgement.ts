import type { Item } from "../plan.js";
import type { ApprovedItem } from "./apply-record.js";
import type { GuardChange, GuardsBrought } from "./guards.js";
import type { Refusal } from "./refusal.js";

/** A reviewer who counts, and the items that his review has seen. */
export interface Approval {
  readonly reviewer: string; // login
  readonly items: readonly Item[];
  readonly guards: readonly GuardChange[];
}

/** Whether one pull request may bring its items, and if not, everything that stands against it. */
export interface PullJudgement {
  readonly pull: number;
  /** reviewers needed, from the policy that the pull request is judged under; 0: the merge is the approval */
  readonly needed: number;
  readonly approvals: readonly Approval[];
  /** applicable items of the newest valid record before the merge; null: there is none */
  readonly shown: readonly Item[] | null;
  /** empty: it supplies covers */
  readonly refusals: readonly Refusal[];
  /** all: its guards come into force, and with them what was left behind of them */
  readonly guards: GuardsBrought;
}

export type ItemJudgement =
  /** `by`: the pull request whose approval it is, now or in an earlier apply */
  | { readonly item: Item; readonly covered: true; readonly approved: Item; readonly by: number }
  | {
      readonly item: Item;
      readonly covered: false;
      readonly pull: number | null;
      readonly refusals: readonly Refusal[];
    };

/** What the gate holds of a plan: items with a cover may be carried out, the others not. */
export interface Judgement {
  readonly pulls: readonly PullJudgement[];
  readonly items: readonly ItemJudgement[];
  /** commits that brought something and that no pull request answers for */
  readonly unanswered: readonly { readonly commit: string; readonly refusal: Refusal }[];
}

/** After the merge. */
export interface MergedJudgement extends Judgement {
  /** approved and not planned any more, though nobody has seen their runs: they may be carried out as well */
  readonly unplanned: readonly ApprovedItem[];
}
