import { toWebhook } from "../../../src/planner/rules/to-webhook.js";
import { BEFORE, DECLARED, NOT_READ, aSource, aWebhook, read } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const declared = DECLARED.webhook;
const strategies = ["keep", "resync"] as const;
const kept = { builds_on_rows: true, catch_up: true, import: "reload" } as const;
const without = aSource({ webhook: read(aWebhook({ exists: false, external_exists: false })) });

describeRule(toWebhook, [
  { behaviour: "says nothing when nothing changes", change: { before: BEFORE.webhook, declared } },
  ...(["full_refresh", "incremental", "append"] as const).map((type) => ({
    behaviour: `leaves a gap from ${type}, narrowed by a run before and one after`,
    change: { before: BEFORE[type], declared, strategy: "keep" as const },
    effect: type === "append" ? ("loss" as const) : ("gap" as const),
    needs: kept,
    strategies,
  })),
  {
    behaviour: "wipes and leaves no gap when a resync is chosen",
    change: { declared, strategy: "resync" },
    effect: "wipe",
    needs: { import: "resync" },
    strategies,
  },
  {
    behaviour: "loses the versions of append when a resync is chosen",
    change: { before: BEFORE.append, declared, strategy: "resync" },
    effect: "loss",
    needs: { import: "resync" },
    strategies,
  },
  { behaviour: "cannot rebuild", change: { declared, strategy: "rebuild" }, effect: "gap", needs: kept, strategies },
  {
    behaviour: "creates the webhook where there is none",
    change: { declared, strategy: "keep", source: without },
    effect: "gap",
    needs: { ...kept, create_webhook: true },
    strategies,
  },
  {
    behaviour: "does not take a webhook that could not be read for one that works",
    change: { declared, present: false, source: aSource({ webhook: NOT_READ }) },
    effect: "safe",
    needs: { create_webhook: true },
  },
  { behaviour: "is safe where there are no rows", change: { declared, present: false }, effect: "safe" },
]);
