import { cdcTurnedOn } from "../../../src/planner/rules/cdc-turned-on.js";
import { BEFORE, aSource } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const on = { should_sync: true } as const;
const off = { ...BEFORE.cdc, should_sync: false } as const;
const selfManaged = aSource({ cdc: { management_mode: "self_managed" } });

describeRule(cdcTurnedOn, [
  { behaviour: "says nothing when nothing changes", change: { before: BEFORE.cdc } },
  {
    behaviour: "wipes with a managed publication, and the wipe waits for a run",
    change: { before: off, declared: on },
    effect: "wipe",
    needs: { import: "reload" },
  },
  {
    behaviour: "loses the recorded history with a managed publication",
    change: { before: { ...off, cdc_table_mode: "both" }, declared: on },
    effect: "loss",
    needs: { import: "reload" },
    says: /change history/,
  },
  {
    behaviour: "resyncs by default with a publication of one's own",
    change: { before: off, declared: on, source: selfManaged },
    effect: "wipe",
    needs: { import: "resync" },
    strategies: ["resync", "keep"],
  },
  {
    behaviour: "leaves a gap with a publication of one's own when the rows are kept",
    change: { before: off, declared: on, source: selfManaged, strategy: "keep" },
    effect: "gap",
    needs: { builds_on_rows: true, import: "reload" },
    strategies: ["resync", "keep"],
  },
  { behaviour: "says nothing of a table without rows", change: { before: off, declared: on, present: false } },
  { behaviour: "says nothing of another type", change: { before: { should_sync: false }, declared: on } },
]);
