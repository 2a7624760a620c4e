import { typeUnknown } from "../../../src/planner/rules/type-unknown.js";
import { BEFORE, DECLARED } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const strategies = ["resync", "rebuild", "keep"] as const;
const declared = DECLARED.incremental;

describeRule(typeUnknown, [
  { behaviour: "says nothing of a type it knows", change: { before: BEFORE.append, declared } },
  {
    behaviour: "knows nothing about rows without a type",
    change: { before: { sync_type: null }, declared },
    effect: "unknown",
    needs: { import: "resync" },
    strategies,
  },
  {
    behaviour: "knows nothing about rows of a newer type",
    change: { before: { sync_type: "mirror" }, declared },
    effect: "unknown",
    needs: { import: "resync" },
    strategies,
    says: /"mirror"/,
  },
  {
    behaviour: "stays unknown when the rows are kept",
    change: { before: { sync_type: null }, declared, strategy: "keep" },
    effect: "unknown",
    needs: { builds_on_rows: true, import: "reload" },
    strategies,
  },
  {
    behaviour: "knows nothing about rows of a newer type that are to be synced again",
    change: { before: { sync_type: "mirror", should_sync: false }, declared: { should_sync: true } },
    effect: "unknown",
    needs: { import: "resync" },
    strategies,
  },
  {
    behaviour: "says nothing while the type is left alone",
    change: { before: { sync_type: null }, declared: { sync_frequency: "1hour" } },
  },
  {
    behaviour: "says nothing of a table without rows",
    change: { before: { sync_type: null }, declared, present: false },
  },
]);
