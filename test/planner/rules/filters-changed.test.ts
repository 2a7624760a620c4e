import { filtersChanged } from "../../../src/planner/rules/filters-changed.js";
import { BEFORE, webhookOnly } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const declared = { row_filters: [{ column: "id", operator: ">" as const, value: 100 }] };
const strategies = ["resync", "rebuild", "keep"] as const;

describeRule(filtersChanged, [
  { behaviour: "says nothing when the filters stay", change: { before: declared, declared } },
  { behaviour: "resyncs by default", change: { declared }, effect: "wipe", needs: { import: "resync" }, strategies },
  {
    behaviour: "resyncs by default when the filters go",
    change: { before: declared, declared: { row_filters: null } },
    effect: "wipe",
    needs: { import: "resync" },
    strategies,
  },
  {
    behaviour: "leaves the past as it is when the rows are kept",
    change: { declared, strategy: "keep" },
    effect: "gap",
    needs: { builds_on_rows: true, import: "reload" },
    strategies,
  },
  {
    behaviour: "can only keep the rows where nothing can be polled",
    change: { before: BEFORE.webhook, declared, live: webhookOnly },
    effect: "gap",
    needs: { builds_on_rows: true, import: "reload" },
    strategies: ["keep"],
  },
  {
    behaviour: "is safe under full_refresh",
    change: { before: BEFORE.full_refresh, declared },
    effect: "safe",
    needs: { import: "reload" },
  },
  { behaviour: "says nothing under cdc, where filters mean nothing", change: { before: BEFORE.cdc, declared } },
  { behaviour: "says nothing of a table without rows", change: { declared, present: false } },
]);
