import { webhookKey } from "../../../src/planner/rules/webhook-key.js";
import { BEFORE, DECLARED, webhookOnly } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const declared = { primary_key_columns: ["tenant_id"] };
const strategies = ["resync", "rebuild", "keep"] as const;
const kept = { builds_on_rows: true, import: "reload" } as const;

describeRule(webhookKey, [
  {
    behaviour: "says nothing when the key stays",
    change: { before: BEFORE.webhook, declared: { primary_key_columns: ["id"] } },
  },
  {
    behaviour: "resyncs by default",
    change: { before: BEFORE.webhook, declared },
    effect: "wipe",
    needs: { import: "resync" },
    strategies,
  },
  {
    behaviour: "leaves a gap when the rows are kept",
    change: { before: BEFORE.webhook, declared, strategy: "keep" },
    effect: "gap",
    needs: kept,
    strategies,
  },
  {
    behaviour: "can only keep the rows where nothing can be polled",
    change: { before: BEFORE.webhook, declared, live: webhookOnly },
    effect: "gap",
    needs: kept,
    strategies: ["keep"],
  },
  {
    behaviour: "says nothing of rows that a full refresh left",
    change: { before: BEFORE.full_refresh, declared: { ...DECLARED.webhook, ...declared } },
  },
  { behaviour: "leaves incremental to its own rule", change: { declared } },
  { behaviour: "says nothing of a table without rows", change: { before: BEFORE.webhook, declared, present: false } },
]);
