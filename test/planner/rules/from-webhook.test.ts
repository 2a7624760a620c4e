import { fromWebhook } from "../../../src/planner/rules/from-webhook.js";
import { aTable, BEFORE, DECLARED, aSource, aWebhook, read, SCHEMA_ID } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const before = BEFORE.webhook;
const kept = { builds_on_rows: true, import: "reload" } as const;
const strategies = ["keep", "resync"] as const;
const other = { schema_id: "another", name: "public.customers" };
const leaving = { schema_id: SCHEMA_ID, name: "public.orders", typeBefore: "webhook", typeAfter: "incremental" };

describeRule(fromWebhook, [
  { behaviour: "says nothing when nothing changes", change: { before } },
  ...(["incremental", "append"] as const).map((type) => ({
    behaviour: `leaves a gap to ${type} and takes the webhook along`,
    change: { before, declared: DECLARED[type], strategy: "keep" as const },
    effect: "gap" as const,
    needs: { ...kept, delete_webhook: true as const },
    strategies,
    says: /last table on the webhook/,
  })),
  {
    behaviour: "misses nothing where a resync is chosen",
    change: { before, declared: DECLARED.incremental, strategy: "resync" },
    effect: "wipe",
    needs: { import: "resync", delete_webhook: true },
    strategies,
    says: /imported again by polling/,
  },
  {
    behaviour: "knows no gap where the table is imported anew because it is switched on",
    change: { before: { ...before, should_sync: false }, declared: { ...DECLARED.incremental, should_sync: true } },
    effect: "safe",
    needs: { delete_webhook: true },
  },
  {
    behaviour: "leaves the rows to the rule of a full refresh",
    change: { before, declared: DECLARED.full_refresh },
    effect: "safe",
    needs: { delete_webhook: true },
  },
  {
    behaviour: "keeps the webhook while a declared table stays on it",
    change: {
      before,
      declared: DECLARED.incremental,
      strategy: "keep",
      siblings: [leaving, { ...other, typeBefore: "webhook", typeAfter: "webhook" }],
    },
    effect: "gap",
    needs: kept,
    strategies,
  },
  {
    behaviour: "keeps the webhook while an undeclared table, even a disabled one, is on it",
    change: {
      before,
      declared: DECLARED.incremental,
      strategy: "keep",
      source: aSource({ tables: [aTable({ id: "another", settings: { ...BEFORE.webhook, should_sync: false } })] }),
    },
    effect: "gap",
    needs: kept,
    strategies,
  },
  {
    behaviour: "takes the webhook along when the last two leave together",
    change: {
      before,
      declared: DECLARED.incremental,
      strategy: "keep",
      siblings: [leaving, { ...other, typeBefore: "webhook", typeAfter: "append" }],
      source: aSource({ tables: [aTable({ id: "another", settings: BEFORE.webhook })] }),
    },
    effect: "gap",
    needs: { ...kept, delete_webhook: true },
    strategies,
  },
  {
    behaviour: "does not delete a webhook that is gone",
    change: {
      before,
      declared: DECLARED.incremental,
      strategy: "keep",
      source: aSource({ webhook: read(aWebhook({ exists: false })) }),
    },
    effect: "gap",
    needs: kept,
    strategies,
  },
  {
    behaviour: "is safe where there are no rows",
    change: { before, declared: DECLARED.incremental, present: false },
    effect: "safe",
    needs: { delete_webhook: true },
  },
]);
