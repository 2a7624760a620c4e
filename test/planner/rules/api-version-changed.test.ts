import { apiVersionChanged } from "../../../src/planner/rules/api-version-changed.js";
import { describeRule } from "../../support/describe-rule.js";

describeRule(apiVersionChanged, [
  {
    behaviour: "says nothing when the version stays",
    change: { before: { api_version: "v2" }, declared: { api_version: "v2" } },
  },
  {
    behaviour: "disrupts, and continues with a reload",
    change: { declared: { api_version: "v2" } },
    effect: "disruptive",
    needs: { builds_on_rows: true, import: "reload" },
  },
  { behaviour: "says nothing of a table without rows", change: { declared: { api_version: "v2" }, present: false } },
]);
