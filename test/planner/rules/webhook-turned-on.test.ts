import { webhookTurnedOn } from "../../../src/planner/rules/webhook-turned-on.js";
import { BEFORE, DECLARED, aSource, aWebhook, read, webhookOnly } from "../../support/change.js";
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
  {
    behaviour: "counts on no start where the table comes to webhook in the same change",
    change: { before: { should_sync: false }, declared: { ...on, ...DECLARED.webhook } },
    effect: "wipe",
    needs: { import: "resync" },
    says: /may do so by itself/,
  },
  {
    behaviour: "loses the versions where append comes to webhook in the same change",
    change: { before: { ...BEFORE.append, should_sync: false }, declared: { ...on, ...DECLARED.webhook } },
    effect: "loss",
    needs: { import: "resync" },
  },
  {
    behaviour: "takes the rows for lost where the table leaves webhook in the same change",
    change: { before: off, declared: { ...on, ...DECLARED.incremental } },
    effect: "wipe",
    needs: { import: "resync" },
    says: /may do so by itself/,
  },
  { behaviour: "says nothing of polled types", change: { before: { should_sync: false }, declared: on } },
  { behaviour: "says nothing before the first sync", change: { before: off, declared: on, present: false } },
]);
