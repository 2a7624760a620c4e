import { scheduleChanged } from "../../../src/planner/rules/schedule-changed.js";
import { describeRule } from "../../support/describe-rule.js";

describeRule(scheduleChanged, [
  { behaviour: "says nothing when nothing changes", change: {} },
  { behaviour: "says nothing when the values stand already", change: { declared: { sync_frequency: "6hour" } } },
  { behaviour: "is safe for another interval", change: { declared: { sync_frequency: "1hour" } }, effect: "safe" },
  {
    behaviour: "is safe for another time of day",
    change: { declared: { sync_time_of_day: "04:00:00" } },
    effect: "safe",
  },
  {
    behaviour: "is safe when scheduled full refreshes come less often",
    change: { before: { full_refresh_interval_days: 7 }, declared: { full_refresh_interval_days: 30 } },
    effect: "safe",
  },
  {
    behaviour: "is safe when scheduled full refreshes stop",
    change: { before: { full_refresh_interval_days: 7 }, declared: { full_refresh_interval_days: null } },
    effect: "safe",
  },
  {
    behaviour: "does not say that no row is touched where a full refresh begins",
    change: { declared: { full_refresh_interval_days: 7 } },
  },
  {
    behaviour: "speaks of a table that is off",
    change: { before: { should_sync: false }, declared: { sync_frequency: "1hour" } },
    effect: "safe",
  },
]);
