import { lookbackChanged } from "../../../src/planner/rules/lookback-changed.js";
import { BEFORE } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

describeRule(lookbackChanged, [
  { behaviour: "says nothing when nothing changes", change: {} },
  {
    behaviour: "is safe when the lookback is set",
    change: { declared: { incremental_field_lookback_seconds: 3600 } },
    effect: "safe",
  },
  {
    behaviour: "is safe when the lookback is cleared",
    change: {
      before: { incremental_field_lookback_seconds: 3600 },
      declared: { incremental_field_lookback_seconds: null },
    },
    effect: "safe",
  },
  {
    behaviour: "says nothing where a lookback means nothing",
    change: { before: BEFORE.append, declared: { incremental_field_lookback_seconds: 3600 } },
  },
]);
