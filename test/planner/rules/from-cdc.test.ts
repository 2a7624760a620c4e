import { fromCdc } from "../../../src/planner/rules/from-cdc.js";
import { BEFORE, DECLARED } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const before = BEFORE.cdc;
const declared = DECLARED.incremental;

describeRule(fromCdc, [
  { behaviour: "says nothing when nothing changes", change: { before } },
  {
    behaviour: "resyncs by default",
    change: { before, declared },
    effect: "wipe",
    needs: { import: "resync" },
    strategies: ["resync", "rebuild", "keep"],
  },
  {
    behaviour: "leaves a gap when the rows are kept",
    change: { before, declared, strategy: "keep" },
    effect: "gap",
    needs: { builds_on_rows: true, import: "reload" },
    strategies: ["resync", "rebuild", "keep"],
  },
  {
    behaviour: "loses the history of mode both",
    change: { before: { ...before, cdc_table_mode: "both" }, declared },
    effect: "loss",
    needs: { import: "resync" },
    strategies: ["resync", "rebuild", "keep"],
  },
  {
    behaviour: "leaves no choice from cdc_only, which the server wipes at once",
    change: { before: { ...before, cdc_table_mode: "cdc_only" }, declared, strategy: "keep" },
    effect: "loss",
    needs: { import: "started" },
  },
  {
    behaviour: "waits for a run from cdc_only while the table is off",
    change: {
      before: { ...before, cdc_table_mode: "cdc_only", should_sync: false },
      declared: { ...declared, should_sync: true },
    },
    effect: "loss",
    needs: { import: "reload" },
  },
  {
    behaviour: "has nothing to keep under full_refresh, where every run wipes",
    change: { before, declared: DECLARED.full_refresh, strategy: "keep" },
    effect: "wipe",
    recurring: true,
    needs: { import: "resync" },
    strategies: ["resync", "rebuild"],
  },
  { behaviour: "says nothing of a table without rows", change: { before, declared, present: false } },
]);
