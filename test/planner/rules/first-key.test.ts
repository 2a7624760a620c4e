import { firstKey } from "../../../src/planner/rules/first-key.js";
import { BEFORE, DECLARED } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const declared = { primary_key_columns: ["id"] };
const keyless = { primary_key_columns: null };
const strategies = ["resync", "rebuild", "keep"] as const;

describeRule(firstKey, [
  { behaviour: "says nothing when the key stays", change: { declared } },
  {
    behaviour: "resyncs a keyless incremental table by default",
    change: { before: keyless, declared },
    effect: "wipe",
    needs: { import: "resync" },
    strategies,
  },
  {
    behaviour: "is safe when the rows of a keyless incremental table are kept",
    change: { before: keyless, declared, strategy: "keep" },
    effect: "safe",
    needs: { builds_on_rows: true, import: "reload" },
    strategies,
  },
  {
    behaviour: "loses the versions of append by default",
    change: { before: BEFORE.append, declared: { primary_key_columns: ["tenant_id"] } },
    effect: "loss",
    needs: { import: "resync" },
    strategies,
  },
  { behaviour: "leaves another key to its own rule", change: { declared: { primary_key_columns: ["tenant_id"] } } },
  {
    behaviour: "says nothing of rows that a full refresh left",
    change: { before: { ...BEFORE.full_refresh, ...keyless }, declared: { ...DECLARED.incremental, ...declared } },
  },
  { behaviour: "says nothing of a table without rows", change: { before: keyless, declared, present: false } },
]);
