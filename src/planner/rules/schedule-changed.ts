import type { Rule } from "../change.js";
import { recursAsWipe } from "./full-refresh-schedule.js";

const FIELDS = [
  "sync_frequency",
  "sync_time_of_day",
  "full_refresh_time_of_day",
  "full_refresh_interval_days",
] as const;

export const scheduleChanged: Rule = {
  code: "schedule-changed",
  about:
    "Runs come at another interval or another time of day, or scheduled full refreshes come less often or stop. " +
    "PostHog re-issues the schedule at once and starts no run; no row is touched and a running import goes on.",
  check: (change) => {
    const changed = FIELDS.filter((field) => change.changed.has(field));
    if (changed.length === 0) return undefined;
    // A refresh that now wipes more often is the other rule's to tell; saying "no row is touched" beside it would mislead.
    if (changed.every((field) => field === "full_refresh_interval_days") && recursAsWipe(change)) return undefined;
    return {
      effect: "safe",
      message: "runs come at another time; no row is touched",
      hint: "nothing to do: a running import goes on and the next run follows the new schedule",
      evidence: {
        guidance: "scheduling fields never invalidate data",
        server: "the schedule is re-issued at once and no run is started",
      },
      needs: {},
    };
  },
};
