import type { Strategy } from "./effect.js";

/** Judged on the base branch on GitHub, in the working tree at a terminal. */
export interface Policy {
  readonly min_approvals: number;
  readonly destructive: { readonly max_tables: number; readonly max_rows: number };
  readonly when_running: "wait" | "cancel" | "refuse";
  readonly unlisted: "report" | "ignore";
  readonly may_invalidate: Exclude<Strategy, "enable">;
  readonly pushers_may_approve: boolean;
}

export const DEFAULT_POLICY: Policy = {
  min_approvals: 1,
  destructive: { max_tables: 5, max_rows: 50_000_000 },
  when_running: "wait",
  unlisted: "report",
  may_invalidate: "resync",
  pushers_may_approve: false,
};
