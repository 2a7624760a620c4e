import { fromCdc } from "../../../src/planner/rules/from-cdc.js";
import { BEFORE, DECLARED } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const before = BEFORE.cdc;
const declared = DECLARED.incremental;
const filtered = { ...before, row_filters: [{ column: "id", operator: ">" as const, value: 100 }] };

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
  ...(["resync", "keep"] as const).map((strategy) => ({
    behaviour: `names stored filters that come to hold again (${strategy})`,
    change: { before: filtered, declared, strategy },
    effect: strategy === "keep" ? ("gap" as const) : ("wipe" as const),
    needs:
      strategy === "keep" ? ({ builds_on_rows: true, import: "reload" } as const) : ({ import: "resync" } as const),
    strategies: ["resync", "rebuild", "keep"] as const,
    says: /row filters that are stored, without effect under cdc, hold from now on/,
  })),
  {
    behaviour: "names stored filters where PostHog wipes by itself",
    change: { before: { ...filtered, cdc_table_mode: "cdc_only" }, declared },
    effect: "loss",
    needs: { import: "started" },
    says: /row filters that are stored/,
  },
  {
    behaviour: "leaves filters that the change sets to their own rule",
    change: { before: filtered, declared: { ...declared, row_filters: null } },
    effect: "wipe",
    needs: { import: "resync" },
    strategies: ["resync", "rebuild", "keep"],
    says: /^((?!row filters).)*$/,
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
