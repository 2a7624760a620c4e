import type { Rule } from "../change.js";
import { hasTable, leaves, readsByCursor, turnsOn } from "../situation.js";
import { deletesWebhook } from "../webhook-use.js";
import { afterWipe, wipeEffect } from "../wipe.js";

export const fromWebhook: Rule = {
  code: "from-webhook",
  about:
    "Polling starts from the greatest cursor value among the rows delivered. Deliveries that never arrived and lie below it are not read. " +
    "The guidance takes the rows as valid; the gap is named because nobody can see it later. With `strategy: resync` the table is wiped and polled as a whole, and nothing is missing. The webhook itself is deleted only when the last table of the source has left it.",
  check: (change) => {
    if (!leaves(change, "webhook")) return undefined;
    const webhook = deletesWebhook(change);
    const last = webhook.delete_webhook ? "; it was the last table on the webhook, which is deleted" : "";
    const evidence = {
      guidance: "valid; delete the webhook when the last table has left",
      server: "the webhook and its mapping stay; polling starts from max(cursor)",
    };
    // Switched on in the same change the table is imported anew, so nothing stays missing.
    if (hasTable(change) && readsByCursor(change.after) && !turnsOn(change)) {
      // The gap is what the table's owner gets unless the YAML asks for the wipe: keep stands first.
      const base = { evidence, strategies: ["keep", "resync"] as const };
      if (change.strategy === "resync")
        return {
          ...base,
          effect: wipeEffect(change),
          message: `every row is deleted and imported again by polling; ${afterWipe(change)}${last}`,
          hint: "choose strategy keep to keep the rows, if every delivery has arrived",
          needs: { import: "resync", ...webhook },
        };
      return {
        ...base,
        effect: "gap",
        message: `deliveries that never arrived and lie below the new watermark stay missing${last}`,
        hint: "choose strategy resync if deliveries were ever missed",
        needs: { builds_on_rows: true, import: "reload", ...webhook },
      };
    }
    return {
      effect: "safe",
      message: `deliveries are not taken any more${last}`,
      hint: "nothing to do: the new sync type imports the table",
      evidence,
      needs: webhook,
    };
  },
};
