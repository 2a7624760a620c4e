import type { WebhookInfo } from "../../model/live.js";
import { asking, ensure } from "../ensure.js";
import { DONE, failedCall, type Runner } from "../run.js";

const stands = (info: WebhookInfo): boolean => info.exists && info.external_exists !== false;

/** A second call may make a second endpoint at the provider: it goes out only where none stands. */
export const createWebhook: Runner<"create_webhook"> = (run, { inputs }) => {
  const { warehouse } = run.world;
  const { source_id } = run.item;
  return ensure(run, "create_webhook", {
    holds: () => asking(warehouse.webhookInfo(source_id), stands),
    write: () => warehouse.createWebhook(source_id, inputs),
    unmet: { code: "webhook-not-created", message: "the provider did not register the webhook: rows would be missed" },
  });
};

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
