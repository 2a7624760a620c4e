import type { Annotation } from "../../report/github/annotations.js";
import type { Failure } from "../failure.js";

/** The outputs of action.yml. */
export type OutputName =
  "has-changes" | "destructive" | "digest" | "comment-id" | "plan-file" | "applied" | "refused" | "reason";

/** What a command of the action comes to; action.ts hands it to the runner. */
export interface ActionResult {
  readonly outputs: { readonly [Name in OutputName]?: string };
  /** Markdown for the job's page; empty: none */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** what could not be told and decides nothing */
  readonly warnings: readonly Failure[];
  /** why the job fails; absent: it passes */
  readonly failure?: Failure;
}

export const failed = (failure: Failure, rest: Partial<ActionResult> = {}): ActionResult => ({
  outputs: { reason: failure.code, ...rest.outputs },
  summary: rest.summary ?? "",
  annotations: rest.annotations ?? [],
  warnings: rest.warnings ?? [],
  failure,
});

export const passed = (rest: Partial<ActionResult> = {}): ActionResult => ({
  outputs: { reason: "", ...rest.outputs },
  summary: rest.summary ?? "",
  annotations: rest.annotations ?? [],
  warnings: rest.warnings ?? [],
});
