import { columnsWidened } from "../../../src/planner/rules/columns-widened.js";
import { BEFORE } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const columns = (...enabled_columns: string[]) => ({ enabled_columns });
const strategies = ["resync", "rebuild", "keep"] as const;
const change = { before: columns("id"), declared: columns("id", "note") };

describeRule(columnsWidened, [
  { behaviour: "says nothing when the list stays", change: { before: columns("id") } },
  {
    behaviour: "says nothing when the list shrinks",
    change: { before: columns("id", "note"), declared: columns("id") },
  },
  { behaviour: "says nothing when a list comes", change: { declared: columns("id") } },
  { behaviour: "resyncs by default", change, effect: "wipe", needs: { import: "resync" }, strategies },
  {
    behaviour: "resyncs by default when the list goes",
    change: { ...change, declared: { enabled_columns: null } },
    effect: "wipe",
    needs: { import: "resync" },
    strategies,
  },
  {
    behaviour: "leaves old rows empty when they are kept",
    change: { ...change, strategy: "keep" },
    effect: "gap",
    needs: { builds_on_rows: true, import: "reload" },
    strategies,
  },
  {
    behaviour: "is safe under full_refresh",
    change: { ...change, before: { ...BEFORE.full_refresh, ...columns("id") } },
    effect: "safe",
    needs: { import: "reload" },
  },
  { behaviour: "says nothing of a table without rows", change: { ...change, present: false } },
]);
