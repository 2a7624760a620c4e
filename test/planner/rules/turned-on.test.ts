import { turnedOn } from "../../../src/planner/rules/turned-on.js";
import { BEFORE, DECLARED } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const on = { should_sync: true } as const;
const off = { should_sync: false } as const;
const reload = { builds_on_rows: true, import: "reload" } as const;

describeRule(turnedOn, [
  { behaviour: "says nothing when nothing changes", change: {} },
  ...(["incremental", "append", "xmin"] as const).map((type) => ({
    behaviour: `continues ${type} with a reload`,
    change: { before: { ...BEFORE[type], ...off }, declared: on },
    effect: "safe" as const,
    needs: reload,
    says: /continues/,
  })),
  {
    behaviour: "imports a full refresh whole with a reload",
    change: { before: { ...BEFORE.full_refresh, ...off }, declared: on },
    effect: "safe",
    needs: reload,
    says: /every row on each run/,
  },
  { behaviour: "leaves cdc to its own rule", change: { before: { ...BEFORE.cdc, ...off }, declared: on } },
  {
    behaviour: "promises nothing where the table leaves webhook in the same change",
    change: { before: { ...BEFORE.webhook, ...off }, declared: { ...on, ...DECLARED.incremental } },
  },
  { behaviour: "leaves webhook to its own rule", change: { before: { ...BEFORE.webhook, ...off }, declared: on } },
  {
    behaviour: "leaves a table without rows to the first import",
    change: { before: off, present: false, declared: on },
  },
]);
