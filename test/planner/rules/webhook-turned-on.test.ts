import { webhookTurnedOn } from "../../../src/planner/rules/webhook-turned-on.js";
import { BEFORE, aSource, aWebhook, read, webhookOnly } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const on = { should_sync: true } as const;
const off = { ...BEFORE.webhook, should_sync: false } as const;

describeRule(webhookTurnedOn, [
  { behaviour: "says nothing when nothing changes", change: { before: BEFORE.webhook } },
  {
    behaviour: "wipes and imports at once",
    change: { before: off, declared: on },
    effect: "wipe",
    needs: { import: "started" },
  },
  {
    behaviour: "leaves a gap and starts nothing where nothing can be polled",
    change: { before: off, declared: on, live: webhookOnly },
    effect: "gap",
  },
  {
    behaviour: "creates a webhook that the provider has lost",
    change: { before: off, declared: on, source: aSource({ webhook: read(aWebhook({ external_exists: false })) }) },
    effect: "wipe",
    needs: { import: "started", create_webhook: true },
  },
  { behaviour: "says nothing before the first sync", change: { before: off, declared: on, present: false } },
]);
