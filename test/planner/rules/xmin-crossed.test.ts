import { xminCrossed } from "../../../src/planner/rules/xmin-crossed.js";
import { BEFORE, DECLARED } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

describeRule(xminCrossed, [
  { behaviour: "says nothing when nothing changes", change: { before: BEFORE.xmin, declared: DECLARED.xmin } },
  {
    behaviour: "wipes on the way in",
    change: { declared: DECLARED.xmin },
    effect: "wipe",
    needs: { import: "started" },
  },
  {
    behaviour: "wipes on the way out",
    change: { before: BEFORE.xmin, declared: DECLARED.incremental },
    effect: "wipe",
    needs: { import: "started" },
  },
  {
    behaviour: "loses the versions of append",
    change: { before: BEFORE.append, declared: DECLARED.xmin },
    effect: "loss",
    needs: { import: "started" },
  },
  {
    behaviour: "wipes again and again when a full refresh follows",
    change: { before: BEFORE.xmin, declared: DECLARED.full_refresh },
    effect: "wipe",
    recurring: true,
    needs: { import: "started" },
  },
  {
    behaviour: "waits for a run while the table was off",
    change: { before: { should_sync: false }, declared: { ...DECLARED.xmin, should_sync: true } },
    effect: "wipe",
    needs: { import: "reload" },
  },
  { behaviour: "says nothing of a switch past xmin", change: { declared: DECLARED.append } },
  { behaviour: "says nothing of a table without rows", change: { declared: DECLARED.xmin, present: false } },
]);
