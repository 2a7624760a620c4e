import type { PatchBody, Step } from "../../src/model/plan.js";
import { assess } from "../../src/planner/assess.js";
import type { Assessment } from "../../src/planner/change.js";
import { lower } from "../../src/planner/pipeline.js";
import { aChange, type ChangeParts } from "./change.js";

/** What the rules and the pipeline make of one change. */
export function planned(parts: ChangeParts): {
  readonly assessment: Assessment;
  readonly codes: readonly string[];
  readonly steps: readonly Step[];
  /** the steps as words; an import tells how */
  readonly words: string;
  readonly body: PatchBody | undefined;
} {
  const change = aChange(parts);
  const assessment = assess(change);
  const steps = lower(change, assessment);
  return {
    assessment,
    codes: assessment.findings.map(({ code }) => code),
    steps,
    words: steps.map((step) => (step.kind === "import" ? step.how : step.kind)).join(" "),
    body: steps.find((step) => step.kind === "patch")?.body,
  };
}
