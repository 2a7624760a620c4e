import type { Effect, Strategy } from "./effect.js";

/** What a finding asks of the pipeline; the union over an item is lowered by one function (planner/pipeline.ts). */
export interface Needs {
  /** no job of the table may be Running when the patch goes out */
  readonly hold?: true;
  /** the new configuration continues from the rows present: a running import is waited for and never cancelled */
  readonly builds_on_rows?: true;
  readonly catch_up?: true;
  readonly enable_cdc?: true;
  readonly delete_data?: true;
  readonly create_webhook?: true;
  readonly delete_webhook?: true;
  readonly import?: "started" | "resync" | "reload";
  /** should_sync is written only after a run under the new configuration has Completed */
  readonly trial?: true;
}

/** A rule's verdict on one change. */
export interface Finding {
  readonly code: string;
  readonly effect: Effect;
  /** the wipe comes back with every due run */
  readonly recurring?: true;
  /** what follows for the reader of the plan, one sentence, starting in lower case */
  readonly message: string;
  /** the way out or what to choose, one sentence */
  readonly hint: string;
  readonly evidence: { readonly guidance: string; readonly server: string };
  /** the strategies among which the reviewed YAML may choose; absent: there is no choice */
  readonly strategies?: readonly Strategy[];
  readonly needs: Needs;
}

/** Something worth knowing that is no effect on rows. */
export interface Note {
  readonly code: string;
  readonly message: string;
}

/** Why an item, or a part of the plan, cannot be applied as it stands. One problem never hides another. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}
