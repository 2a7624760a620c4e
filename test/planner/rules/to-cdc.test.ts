import { toCdc } from "../../../src/planner/rules/to-cdc.js";
import { BEFORE, DECLARED, aSource } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const declared = DECLARED.cdc;
const strategies = ["resync", "keep"] as const;
const withoutCdc = aSource({ cdc: { enabled: false } });

describeRule(toCdc, [
  { behaviour: "says nothing when nothing changes", change: { before: BEFORE.cdc, declared } },
  ...(["full_refresh", "incremental", "webhook", "xmin"] as const).map((type) => ({
    behaviour: `resyncs ${type} by default`,
    change: { before: BEFORE[type], declared },
    effect: "wipe" as const,
    needs: { import: "resync" as const },
    strategies,
  })),
  {
    behaviour: "loses the versions of append",
    change: { before: BEFORE.append, declared },
    effect: "loss",
    needs: { import: "resync" },
    strategies,
  },
  {
    behaviour: "leaves deleted rows when they are kept",
    change: { declared, strategy: "keep" },
    effect: "gap",
    needs: { builds_on_rows: true, import: "reload" },
    strategies,
    says: /linger/,
  },
  {
    behaviour: "writes over the versions of append when they are kept",
    change: { before: BEFORE.append, declared, strategy: "keep" },
    effect: "loss",
    needs: { builds_on_rows: true, import: "reload" },
    strategies,
    says: /nothing brings those back/,
  },
  {
    behaviour: "cannot rebuild",
    change: { declared, strategy: "rebuild" },
    effect: "wipe",
    needs: { import: "resync" },
    strategies,
  },
  {
    behaviour: "enables CDC where the source does not have it",
    change: { declared, source: withoutCdc },
    effect: "wipe",
    needs: { enable_cdc: true, import: "resync" },
    strategies,
  },
  {
    behaviour: "says that stored filters lose their effect",
    change: { before: { row_filters: [{ column: "id", operator: ">", value: 1 }] }, declared },
    effect: "wipe",
    needs: { import: "resync" },
    strategies,
    says: /row filters lose their effect/,
  },
  { behaviour: "is safe where there are no rows", change: { declared, present: false }, effect: "safe" },
  {
    behaviour: "enables CDC for a table without rows too",
    change: { declared, present: false, source: withoutCdc },
    effect: "safe",
    needs: { enable_cdc: true },
  },
]);
