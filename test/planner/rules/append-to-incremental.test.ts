import { appendToIncremental } from "../../../src/planner/rules/append-to-incremental.js";
import { BEFORE, DECLARED } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const change = { before: BEFORE.append, declared: DECLARED.incremental };
const strategies = ["resync", "rebuild", "keep"] as const;

describeRule(appendToIncremental, [
  { behaviour: "says nothing when nothing changes", change: { before: BEFORE.append } },
  { behaviour: "loses the versions by default", change, effect: "loss", needs: { import: "resync" }, strategies },
  {
    behaviour: "leaves doubled rows when they are kept, and merges write over their versions",
    change: { ...change, strategy: "keep" },
    effect: "loss",
    needs: { builds_on_rows: true, import: "reload" },
    strategies,
    says: /nothing brings those back/,
  },
  { behaviour: "says nothing of a table without rows", change: { ...change, present: false } },
]);
