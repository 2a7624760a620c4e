import type { Rule } from "../change.js";
import { enters, hasTable } from "../situation.js";
import { createsWebhook } from "../webhook-use.js";
import { afterMerge, afterWipe, mergeEffect, wipeEffect } from "../wipe.js";

export const toWebhook: Rule = {
  code: "to-webhook",
  about:
    "Rows that change between the last poll and the first delivery are missing afterwards (PostHog issue 95040). A run right before and one right after narrow that gap; " +
    "it needs consent because it cannot be closed so. With `strategy: resync` the table is wiped and imported under the webhook, and nothing is missing.",
  check: (change) => {
    if (!enters(change, "webhook")) return undefined;
    const webhook = createsWebhook(change);
    const evidence = {
      guidance: "the synced data stays valid; register the webhook",
      server: "no run and no resync; data between the last poll and the webhook is missing (#95040)",
    };
    if (!hasTable(change))
      return {
        effect: "safe",
        message: "deliveries are taken once the first import has Completed",
        hint: "nothing to do: there are no rows yet",
        evidence,
        needs: webhook,
      };
    // The gap is what the table's owner gets unless the YAML asks for the wipe: keep stands first.
    const base = { evidence, strategies: ["keep", "resync"] as const };
    if (change.strategy === "resync")
      return {
        ...base,
        effect: wipeEffect(change),
        message: `every row is deleted and imported again under the webhook; ${afterWipe(change)}`,
        hint: "choose strategy keep to keep the rows and accept a small gap",
        needs: { import: "resync", ...webhook },
      };
    return {
      ...base,
      effect: mergeEffect(change),
      message: `rows that change between the last poll and the first delivery are missing${afterMerge(change)}`,
      hint: "choose strategy resync to close the gap at the price of an import",
      needs: { builds_on_rows: true, catch_up: true, import: "reload", ...webhook },
    };
  },
};
