import type { WebhookInputs } from "../../model/desired.js";
import { isRegistered, missingInputs } from "../../model/webhook.js";
import { asking, ensure } from "../ensure.js";
import { DONE, failedCall, type Runner } from "../run.js";

/**
 * A second call may make a second endpoint at the provider: it goes out only where none stands. The webhook that the patch
 * made by itself has none of the declared inputs yet.
 */
export const createWebhook: Runner<"create_webhook"> = async (run, { inputs }) => {
  const { warehouse } = run.world;
  const { source_id } = run.item;
  const made = await ensure(run, "create_webhook", {
    holds: () => asking(warehouse.webhookInfo(source_id), isRegistered),
    write: () => warehouse.createWebhook(source_id, inputs),
    unmet: { code: "webhook-not-created", message: "the provider did not register the webhook: rows would be missed" },
  });
  const names = Object.keys(inputs);
  if (made.kind !== "done" || names.length === 0) return made;
  let missing: readonly string[] = names;
  return ensure(run, "create_webhook", {
    holds: () =>
      asking(warehouse.webhookInfo(source_id), (info) => {
        missing = missingInputs(info, inputs);
        return missing.length === 0;
      }),
    // What PostHog holds may be newer than the environment of this run: somebody may have rotated it.
    write: () => warehouse.updateWebhookInputs(source_id, only(inputs, missing)),
    unmet: {
      code: "webhook-inputs-missing",
      message: `the server took the call, but holds no value for all of ${names.join(", ")}: deliveries may be turned away until they stand on the Webhook tab of the source`,
    },
  });
};

const only = (inputs: WebhookInputs, names: readonly string[]): WebhookInputs =>
  Object.fromEntries(Object.entries(inputs).filter(([name]) => names.includes(name)));

/** The one webhook of a source goes with the last table that used it; a table of anybody's that still does keeps it. */
export const deleteWebhook: Runner<"delete_webhook"> = async (run) => {
  const { warehouse } = run.world;
  const { source_id } = run.item;
  const users = await warehouse.webhookTables(source_id);
  if (!users.ok) return failedCall(users.error);
  if (users.value.value.length > 0) return DONE;
  return ensure(run, "delete_webhook", {
    holds: () => asking(warehouse.webhookInfo(source_id), (info) => !info.exists),
    write: () => warehouse.deleteWebhook(source_id),
    unmet: { code: "webhook-not-deleted", message: "the webhook stands, although no table of the source uses it" },
  });
};
