import { turnedOff } from "../../../src/planner/rules/turned-off.js";
import { BEFORE, NOT_READ, aSource, webhookOnly } from "../../support/change.js";
import { describeRule } from "../../support/describe-rule.js";

const off = { should_sync: false };

describeRule(turnedOff, [
  { behaviour: "says nothing when nothing changes", change: {} },
  { behaviour: "says nothing of a table that is off already", change: { before: off, declared: off } },
  {
    behaviour: "is safe on incremental, which continues",
    change: { declared: off },
    effect: "safe",
    says: /continues from/,
  },
  {
    behaviour: "says that a full refresh comes back whole",
    change: { before: BEFORE.full_refresh, declared: off },
    effect: "safe",
    says: /imports every row/,
  },
  {
    behaviour: "says that a managed CDC table comes back with a wipe",
    change: { before: BEFORE.cdc, declared: off },
    effect: "safe",
    says: /deletes every row and takes a new snapshot/,
  },
  {
    behaviour: "says that a self-managed CDC table depends on its slot",
    change: { before: BEFORE.cdc, declared: off, source: aSource({ cdc: { management_mode: "self_managed" } }) },
    effect: "safe",
    says: /replication slot/,
  },
  {
    behaviour: "says that a webhook table comes back with a wipe",
    change: { before: BEFORE.webhook, declared: off },
    effect: "safe",
    says: /deletes every row/,
  },
  {
    behaviour: "loses what is delivered meanwhile where nothing can be polled",
    change: { before: BEFORE.webhook, declared: off, live: webhookOnly },
    effect: "loss",
    says: /lost for good/,
  },
  {
    behaviour: "takes not knowing whether it can be polled for a loss",
    change: { before: BEFORE.webhook, declared: off, live: { offer: NOT_READ } },
    effect: "loss",
    says: /may be lost/,
  },
]);
