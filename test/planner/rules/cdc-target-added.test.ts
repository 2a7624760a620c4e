import { cdcTargetAdded } from "../../../src/planner/rules/cdc-target-added.js";
import { BEFORE, DECLARED } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const mode = (cdc_table_mode: "consolidated" | "cdc_only" | "both") => ({ ...BEFORE.cdc, cdc_table_mode });
const started = { import: "started" } as const;

describeRule(cdcTargetAdded, [
  {
    behaviour: "says nothing when the mode stays",
    change: { before: mode("both"), declared: { cdc_table_mode: "both" } },
  },
  {
    behaviour: "wipes from consolidated to both",
    change: { before: mode("consolidated"), declared: { cdc_table_mode: "both" } },
    effect: "wipe",
    needs: started,
  },
  {
    behaviour: "wipes from consolidated to cdc_only and says what freezes",
    change: { before: mode("consolidated"), declared: { cdc_table_mode: "cdc_only" } },
    effect: "wipe",
    needs: started,
    says: /freezes/,
  },
  {
    behaviour: "loses the history from cdc_only to both",
    change: { before: mode("cdc_only"), declared: { cdc_table_mode: "both" } },
    effect: "loss",
    needs: started,
  },
  {
    behaviour: "loses the history from cdc_only to consolidated",
    change: { before: mode("cdc_only"), declared: { cdc_table_mode: "consolidated" } },
    effect: "loss",
    needs: started,
  },
  {
    behaviour: "leaves a dropped target to its own rule",
    change: { before: mode("both"), declared: { cdc_table_mode: "consolidated" } },
  },
  {
    behaviour: "counts together with a switch to cdc",
    change: { declared: { ...DECLARED.cdc, cdc_table_mode: "both" } },
    effect: "wipe",
    needs: started,
  },
  {
    behaviour: "says nothing of a table without rows",
    change: { before: mode("consolidated"), declared: { cdc_table_mode: "both" }, present: false },
  },
]);
