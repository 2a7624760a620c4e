import { cdcTargetDropped } from "../../../src/planner/rules/cdc-target-dropped.js";
import { BEFORE } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const mode = (cdc_table_mode: "consolidated" | "cdc_only" | "both") => ({ ...BEFORE.cdc, cdc_table_mode });

describeRule(cdcTargetDropped, [
  { behaviour: "says nothing when the mode stays", change: { before: mode("both") } },
  {
    behaviour: "freezes the change history",
    change: { before: mode("both"), declared: { cdc_table_mode: "consolidated" } },
    effect: "disruptive",
    says: /change history/,
  },
  {
    behaviour: "freezes the current rows",
    change: { before: mode("both"), declared: { cdc_table_mode: "cdc_only" } },
    effect: "disruptive",
    says: /current rows/,
  },
  {
    behaviour: "leaves an added target to its own rule",
    change: { before: mode("consolidated"), declared: { cdc_table_mode: "cdc_only" } },
  },
  {
    behaviour: "says nothing of a table without rows",
    change: { before: mode("both"), declared: { cdc_table_mode: "cdc_only" }, present: false },
  },
]);
