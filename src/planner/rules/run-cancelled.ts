import type { Rule } from "../change.js";
import { isRunning, turnsOff } from "../situation.js";

export const runCancelled: Rule = {
  code: "run-cancelled",
  about:
    "An import of the table is running while the table is switched off: PostHog cancels it. " +
    "What it had not written yet is missing until the table is switched on again and a run has Completed. Wait for the run to end, or accept that.",
  check: (change) =>
    turnsOff(change) && isRunning(change)
      ? {
          effect: "disruptive",
          message: "the import that is running now is cancelled; what it had not written yet stays missing",
          hint: "apply after the run has ended if its rows matter",
          evidence: {
            guidance: "do not tune a table that is Running: wait or cancel first",
            server: "should_sync false cancels the running sync; its job ends Failed",
          },
          needs: {},
        }
      : undefined,
};
