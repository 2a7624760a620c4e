import { frequencySeconds } from "../../model/settings.js";
import type { ProblemCheck } from "../change.js";
import { turnsOn } from "../situation.js";
import { touches } from "./touches.js";

const DAY_S = 86_400;

export const frequencyMissing: ProblemCheck = {
  code: "frequency-missing",
  about:
    "No sync frequency is stored for this table. PostHog then refuses to switch it on, to set its time of day and to start a run. Declare sync_frequency.",
  check: (change, { needs }) => {
    const schedules = turnsOn(change) || change.changed.has("sync_time_of_day") || needs.import !== undefined;
    if (change.after.sync_frequency !== null || !schedules) return undefined;
    return {
      message: "PostHog stores no sync frequency for it, so no run can be scheduled or started",
      hint: "declare sync_frequency, for example sync_frequency: 6hour",
    };
  },
};

export const cdcTooSlow: ProblemCheck = {
  code: "cdc-too-slow",
  about:
    "PostHog keeps captured changes for 14 days, so a table under cdc must sync at least every 7day; a stored 30day counts too. Declare a shorter sync_frequency.",
  check: ({ after }) =>
    after.sync_type === "cdc" && (frequencySeconds(after.sync_frequency) ?? 0) > 7 * DAY_S
      ? {
          message: `captured changes are kept for 14 days, so PostHog refuses cdc with sync_frequency ${after.sync_frequency}`,
          hint: "declare sync_frequency: 7day or shorter",
        }
      : undefined,
};

export const fullRefreshInterval: ProblemCheck = {
  code: "full-refresh-interval",
  about:
    "A scheduled full refresh runs in place of a scheduled sync, so its interval cannot be shorter than the sync's. PostHog refuses the save. Lengthen full_refresh_interval_days or sync more often.",
  check: (change) => {
    const { full_refresh_interval_days: days, sync_frequency } = change.after;
    const least = Math.ceil((frequencySeconds(sync_frequency) ?? 0) / DAY_S);
    if (
      days === null ||
      days >= least ||
      !touches(change, ["full_refresh_interval_days", "sync_frequency", "sync_type"])
    )
      return undefined;
    return {
      message: `a full refresh every ${days} days cannot run on a sync every ${sync_frequency}`,
      hint: `declare full_refresh_interval_days: ${least} or more, or a shorter sync_frequency`,
    };
  },
};
