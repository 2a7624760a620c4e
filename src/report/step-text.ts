import type { Step } from "../model/plan.js";
import { assertNever } from "../model/result.js";

/** A step as people read it; the import says how. */
export function stepText(step: Step): string {
  switch (step.kind) {
    case "hold":
      return step.when_running === "wait" ? "hold" : `hold (${step.when_running})`;
    case "import":
      return step.how === "started" ? "import (the server starts it)" : step.how;
    case "patch":
      return `patch ${Object.keys(step.body).join(", ")}`;
    case "catch_up":
    case "enable_cdc":
    case "pause":
    case "delete_data":
    case "create_webhook":
    case "await":
    case "enable":
    case "verify":
    case "delete_webhook":
      return step.kind;
    default:
      return assertNever(step);
  }
}
