import { staysOff } from "../../../src/planner/rules/stays-off.js";
import { DECLARED } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const off = { should_sync: false };

describeRule(staysOff, [
  { behaviour: "says nothing when nothing changes", change: { before: off } },
  {
    behaviour: "is safe where rows are",
    change: { before: off, declared: { sync_frequency: "1hour" } },
    effect: "safe",
  },
  {
    behaviour: "warns that a run may start where no rows are",
    change: { before: { ...off, sync_type: null }, present: false, declared: { ...DECLARED.incremental } },
    effect: "safe",
    says: /may start a run by itself/,
  },
  { behaviour: "says nothing of a table that is on", change: { declared: { sync_frequency: "1hour" } } },
  { behaviour: "says nothing when the table is switched on", change: { before: off, declared: { should_sync: true } } },
  { behaviour: "says nothing when the table is switched off", change: { declared: off } },
]);
