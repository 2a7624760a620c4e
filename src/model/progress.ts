import type { OutcomeState } from "./outcome.js";
import type { StepKind } from "./plan.js";

/** What people watch while an apply runs. */
export type ProgressEvent =
  | { readonly kind: "step"; readonly address: string; readonly step: StepKind; readonly detail: string }
  | {
      readonly kind: "waiting";
      readonly address: string;
      readonly step: StepKind;
      readonly elapsedMs: number;
      readonly rows: number | null;
      readonly job: string | null;
    }
  /** so much longer it takes, if it goes on as it went */
  | { readonly kind: "forecast"; readonly done: number; readonly total: number; readonly leftMs: number }
  | { readonly kind: "done"; readonly address: string; readonly state: OutcomeState; readonly message: string };
