import { fullRefreshSchedule } from "../../../src/planner/rules/full-refresh-schedule.js";
import { BEFORE, DECLARED } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

describeRule(fullRefreshSchedule, [
  { behaviour: "says nothing when nothing changes", change: { before: { full_refresh_interval_days: 7 } } },
  {
    behaviour: "wipes again and again once it is set",
    change: { declared: { full_refresh_interval_days: 7 } },
    effect: "wipe",
    recurring: true,
    says: /every 7 days/,
  },
  {
    behaviour: "wipes more often when it is shortened",
    change: { before: { full_refresh_interval_days: 30 }, declared: { full_refresh_interval_days: 1 } },
    effect: "wipe",
    recurring: true,
    says: /every day/,
  },
  {
    behaviour: "loses the versions on append",
    change: { before: BEFORE.append, declared: { full_refresh_interval_days: 7 } },
    effect: "loss",
    recurring: true,
    says: /versions that append has collected/,
  },
  {
    behaviour: "loses the versions that a switch to append will collect",
    change: { declared: { ...DECLARED.append, full_refresh_interval_days: 7 } },
    effect: "loss",
    recurring: true,
    says: /versions collected meanwhile/,
  },
  {
    behaviour: "ends the versions of a table that becomes append and keeps its interval",
    change: { before: { full_refresh_interval_days: 30 }, declared: DECLARED.append },
    effect: "loss",
    recurring: true,
    says: /every 30 days/,
  },
  {
    behaviour: "begins where a stored interval comes to count under another type",
    change: { before: { ...BEFORE.full_refresh, full_refresh_interval_days: 30 }, declared: DECLARED.incremental },
    effect: "wipe",
    recurring: true,
    says: /every 30 days/,
  },
  {
    behaviour: "says nothing of an interval that goes on as before under another type",
    change: { before: { ...BEFORE.append, full_refresh_interval_days: 30 }, declared: DECLARED.incremental },
  },
  {
    behaviour: "comes back when a table with an interval is switched on",
    change: { before: { should_sync: false, full_refresh_interval_days: 7 }, declared: { should_sync: true } },
    effect: "wipe",
    recurring: true,
  },
  {
    behaviour: "says nothing when it is lengthened",
    change: { before: { full_refresh_interval_days: 7 }, declared: { full_refresh_interval_days: 30 } },
  },
  {
    behaviour: "says nothing of a table that stays off",
    change: { before: { should_sync: false }, declared: { full_refresh_interval_days: 7 } },
  },
  {
    behaviour: "says nothing where there are no rows to wipe",
    change: { present: false, declared: { full_refresh_interval_days: 7 } },
  },
  {
    behaviour: "says nothing of an interval left over on a type that has none",
    change: {
      before: { ...BEFORE.cdc, should_sync: false, full_refresh_interval_days: 7 },
      declared: { should_sync: true },
    },
  },
]);
