import type { LiveTable, WebhookInfo } from "../../model/live.js";
import { isRegistered } from "../../model/webhook.js";
import type { Cause, Found } from "../cause.js";

export const webhookSilent: Cause = {
  code: "webhook-silent",
  about:
    "The source's webhook brings no changes to the table: it is not there, not registered, switched off, does not feed the table, or lacks its events. Mend the webhook, once for all tables of the source: `warehog webhook info` shows what is held of it. What was not delivered meanwhile comes with the run that follows, rows that were deleted excepted: where those matter, `warehog resync` of that table, once the webhook delivers. A table that only a webhook feeds never gets it.",
  find({ source, table }) {
    if (table.settings.sync_type !== "webhook" || table.settings.should_sync !== true) return undefined;
    return source.webhook.state === "read" ? troubleOf(source.webhook.value, table) : undefined;
  },
};

const CREATE = "on the Webhook tab of the source in PostHog, or declare webhook: in its file and apply what plan shows";

function troubleOf(info: WebhookInfo, table: LiveTable): Found | undefined {
  if (!info.exists) return silent("PostHog holds no webhook for the source", `create it ${CREATE}`);
  if (!isRegistered(info)) return silent("the provider does not know the webhook", `register it again ${CREATE}`);
  if (info.switched_off_by !== null)
    return silent(
      `${info.switched_off_by} has switched the webhook off`,
      info.switched_off_by === "PostHog"
        ? "switch it on again on the Webhook tab of the source in PostHog"
        : "switch it on again at the provider",
    );
  const missing = missingFor(info, table);
  if (missing === undefined)
    return silent("the webhook does not feed this table", "add the table on the Webhook tab of the source in PostHog");
  return missing.length === 0
    ? undefined
    : silent(
        `events are missing at the provider: ${missing.join(", ")}`,
        "let the provider send these events too, on the Webhook tab of the source in PostHog or at the provider",
      );
}

/** Those of the table; all where the provider names its events otherwise. undefined: it is fed by nothing. */
function missingFor({ schema_mapping, missing_events }: WebhookInfo, { id }: LiveTable): readonly string[] | undefined {
  const mapping = Object.entries(schema_mapping);
  const own = mapping.filter(([, schema]) => schema === id).map(([object]) => object);
  if (own.length === 0) return undefined;
  const speaksOf = (objects: readonly string[]) =>
    missing_events.filter((event) => objects.some((object) => event === object || event.startsWith(`${object}.`)));
  const known = speaksOf(mapping.map(([object]) => object));
  return known.length === missing_events.length ? speaksOf(own) : missing_events;
}

const silent = (wrong: string, what: string): Found => ({
  message: "the source's webhook brings it no changes",
  evidence: [
    `webhook_info: ${wrong}`,
    "what was not delivered meanwhile comes with the next run, deleted rows excepted, and never to a table that only a webhook feeds",
  ],
  remedies: [{ kind: "fix_outside", what: `mend the webhook, once for the source: ${what}` }, { kind: "reload" }],
});
