import type { Step } from "./plan.js";

export type OutcomeState = "applied" | "already" | "started" | "failed" | "refused" | "skipped" | "interrupted";

/** How one approved item ended. */
export interface ItemOutcome {
  readonly id: string;
  readonly address: string;
  readonly state: OutcomeState;
  /** where it stopped; null when it did not */
  readonly step: Step["kind"] | null;
  /** stable code of the reason: plan-changed, run-failed, read-back-differs, … ; null when applied */
  readonly code: string | null;
  readonly message: string;
  /** steps that a later run has to finish */
  readonly owed: readonly Step["kind"][];
  readonly job: { readonly id: string; readonly status: string; readonly rows: number | null } | null;
  readonly after: {
    readonly rows: number | null;
    readonly last_synced_at: string | null;
    readonly latest_error: string | null;
  } | null;
}

export interface ApplyResult {
  readonly outcomes: readonly ItemOutcome[];
  /** a fresh plan holds nothing of what was approved */
  readonly converged: boolean;
  readonly interrupted: boolean;
}
