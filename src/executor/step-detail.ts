import type { Step } from "../model/plan.js";
import { assertNever } from "../model/result.js";

/** What a step is about to do, for those who watch. */
export function detailOf(step: Step): string {
  switch (step.kind) {
    case "hold":
      return `until no run is in progress (${step.when_running})`;
    case "catch_up":
      return "one run under the old settings first";
    case "enable_cdc":
      return `for the source, ${step.management_mode === "posthog" ? "managed by PostHog" : "self-managed"}`;
    case "pause":
      return "so that no schedule fires in between";
    case "delete_data":
      return "the synced rows";
    case "patch":
      return Object.keys(step.body).join(", ");
    case "create_webhook":
      return "at the provider";
    case "import":
      return step.how === "started" ? "begun by the patch" : step.how;
    case "await":
      return "until the run has completed";
    case "enable":
      return "after a completed run";
    case "verify":
      return "that everything approved stands";
    case "delete_webhook":
      return "if no table uses it any more";
    default:
      return assertNever(step);
  }
}
