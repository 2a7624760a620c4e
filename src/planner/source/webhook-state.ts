import type { WebhookInputs } from "../../model/desired.js";
import type { LiveSource, WebhookInfo } from "../../model/live.js";
import type { TablePair } from "../pair.js";
import type { SourceChange } from "./source-rule.js";

/** A table that is fed by the webhook and is to stay so. PostHog maps no others when it makes one. */
const isFed = ({ desired, live }: TablePair): boolean =>
  live.settings.sync_type === "webhook" &&
  live.settings.should_sync === true &&
  (desired.settings.sync_type ?? "webhook") === "webhook" &&
  desired.settings.should_sync !== false;

/** A webhook section stands for a webhook, as long as a declared table needs it; without one it is left alone. */
export const wantsWebhook = ({ declared, tables }: Pick<SourceChange, "declared" | "tables">): boolean =>
  declared.webhook !== undefined && declared.webhook.enabled !== false && tables.some(isFed);

export const wantsNoWebhook = ({ declared }: Pick<SourceChange, "declared">): boolean =>
  declared.webhook?.enabled === false;

export const webhookOf = ({ webhook }: LiveSource): WebhookInfo | undefined =>
  webhook.state === "read" ? webhook.value : undefined;

/** Tables of type webhook, declared or not, switched off or not. */
export const webhookTables = ({ tables, listed }: LiveSource): readonly string[] => [
  ...new Set([
    ...listed.filter(({ sync_type }) => sync_type === "webhook").map(({ name }) => name),
    ...(tables ?? []).filter(({ settings }) => settings.sync_type === "webhook").map(({ name }) => name),
  ]),
];

/** Names alone: what a value is, and whether it is the right one, PostHog tells nobody. */
export function inputsChange({ filled_inputs }: WebhookInfo, inputs: WebhookInputs) {
  const names = Object.keys(inputs).toSorted();
  return {
    from: { webhook_inputs: names.filter((name) => filled_inputs.includes(name)) },
    to: { webhook_inputs: names },
  };
}
