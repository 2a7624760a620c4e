import type { Rule } from "../change.js";
import { hasTable, leaves, turnsOn } from "../situation.js";

const POLLED = ["full_refresh", "incremental", "append", "xmin"];

export const turnedOn: Rule = {
  code: "turned-on",
  about:
    "A table of a polled type that was switched off imports again and continues from where it stopped. PostHog waits for the next interval; " +
    "a reload starts the run at once, so that the plan ends with rows that are up to date.",
  check: (change) =>
    // Away from webhook the rows may go: webhook-turned-on speaks.
    turnsOn(change) &&
    hasTable(change) &&
    !leaves(change, "webhook") &&
    POLLED.some((type) => type === change.after.sync_type)
      ? {
          effect: "safe",
          message:
            change.after.sync_type === "full_refresh"
              ? "the table imports again, every row on each run"
              : "the table imports again and continues from where it stopped",
          hint: "nothing to do: a reload starts the first run at once",
          evidence: {
            guidance: "should_sync never invalidates data; reload for an immediate run",
            server: "the schedule is unpaused and no run is started before its next interval",
          },
          needs: { builds_on_rows: true, import: "reload" },
        }
      : undefined,
};
