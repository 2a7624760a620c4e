import { cdcSwitchedOn } from "./cdc-switched-on.js";
import type { SourceRule } from "./source-rule.js";
import { webhookInputs } from "./webhook-inputs.js";
import { webhookRegistered } from "./webhook-registered.js";
import { webhookRemoved } from "./webhook-removed.js";

/** What can be wanted of a source although no item of its tables does it, in the order in which it is shown. */
export const SOURCE_RULES: readonly SourceRule[] = [cdcSwitchedOn, webhookRegistered, webhookInputs, webhookRemoved];
