import { fullRefreshToAppend } from "../../../src/planner/rules/full-refresh-to-append.js";
import { BEFORE, DECLARED, aJob, read } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const change = { before: BEFORE.full_refresh, declared: DECLARED.append };
const strategies = ["resync", "rebuild", "keep"] as const;

describeRule(fullRefreshToAppend, [
  { behaviour: "says nothing when nothing changes", change: { before: BEFORE.append, declared: DECLARED.append } },
  { behaviour: "resyncs by default", change, effect: "wipe", needs: { import: "resync" }, strategies },
  {
    behaviour: "disrupts readers when the rows are kept",
    change: { ...change, strategy: "keep" },
    effect: "disruptive",
    needs: { builds_on_rows: true, import: "reload" },
    strategies,
  },
  {
    behaviour: "catches up before rows of a failed run are kept",
    change: { ...change, strategy: "keep", live: { jobs: read([aJob({ status: "Failed" })]) } },
    effect: "disruptive",
    needs: { builds_on_rows: true, catch_up: true, import: "reload" },
    strategies,
  },
  { behaviour: "says nothing of a table without rows", change: { ...change, present: false } },
]);
