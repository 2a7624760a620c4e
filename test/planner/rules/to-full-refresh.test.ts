import { toFullRefresh } from "../../../src/planner/rules/to-full-refresh.js";
import { BEFORE, DECLARED } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const declared = DECLARED.full_refresh;

describeRule(toFullRefresh, [
  { behaviour: "says nothing when nothing changes", change: { before: BEFORE.full_refresh, declared } },
  ...(["incremental", "webhook"] as const).map((type) => ({
    behaviour: `wipes ${type} with every run`,
    change: { before: BEFORE[type], declared },
    effect: "wipe" as const,
    recurring: true as const,
    needs: { import: "reload" as const },
  })),
  {
    behaviour: "loses the versions of append with the first run",
    change: { before: BEFORE.append, declared },
    effect: "loss",
    recurring: true,
    needs: { import: "reload" },
    says: /versions/,
  },
  { behaviour: "leaves cdc to its own rule", change: { before: BEFORE.cdc, declared } },
  { behaviour: "leaves xmin to its own rule", change: { before: BEFORE.xmin, declared } },
  { behaviour: "says nothing of a table without rows", change: { declared, present: false } },
]);
