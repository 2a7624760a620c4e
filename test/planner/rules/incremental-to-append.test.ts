import { incrementalToAppend } from "../../../src/planner/rules/incremental-to-append.js";
import { BEFORE, DECLARED } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const change = { declared: DECLARED.append };

describeRule(incrementalToAppend, [
  { behaviour: "says nothing when nothing changes", change: {} },
  { behaviour: "disrupts readers", change, effect: "disruptive", needs: { builds_on_rows: true, import: "reload" } },
  { behaviour: "leaves full_refresh to its own rule", change: { ...change, before: BEFORE.full_refresh } },
  { behaviour: "says nothing of a table without rows", change: { ...change, present: false } },
]);
