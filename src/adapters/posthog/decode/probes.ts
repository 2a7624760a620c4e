import type { CdcStatus, Job, SourceOffer, SourceTraits, WebhookInfo } from "../../../model/live.js";
import type { Part } from "./part.js";

/** `incremental_fields`. Servers of 2025 send four of these keys; what they do not say is not offered. */
export const decodeOffer = (answer: Part): SourceOffer => ({
  incremental_fields: answer.listOrNone("incremental_fields").map((offered) => {
    const indexed = offered.flagOrNull("is_indexed");
    return {
      field: offered.text("field"),
      field_type: offered.text("field_type"),
      ...(indexed !== null && { is_indexed: indexed }),
    };
  }),
  incremental_available: answer.flag("incremental_available"),
  append_available: answer.flag("append_available"),
  full_refresh_available: answer.flag("full_refresh_available"),
  supports_webhooks: answer.flagOrNull("supports_webhooks") ?? false,
  webhook_only: answer.flagOrNull("webhook_only") ?? false,
  cdc_available: answer.flagOrNull("cdc_available"),
  xmin_available: answer.flagOrNull("xmin_available"),
  available_columns: answer.listOrNone("available_columns").map((column) => column.text("field")),
  detected_primary_keys: answer.textsOrNull("detected_primary_keys"),
  primary_key_detection_supported: answer.flagOrNull("primary_key_detection_supported"),
});

/** Of a table read alone: only there its source stands in it. */
export function decodeTraits(schema: Part): SourceTraits {
  const source = schema.part("source");
  return {
    supports_row_filters: source?.flagOrNull("supports_row_filters") ?? null,
    supported_api_versions: source?.textsOrNull("supported_api_versions") ?? null,
  };
}

export interface TableJob {
  readonly table: string;
  readonly job: Job;
}

/** @param tables the names that were asked for: a server that ignores the filter must not look like one that has no runs */
export const decodeJobs = (answer: Part, tables: readonly string[]): readonly TableJob[] =>
  answer.items().map((job) => {
    const schema = job.part("schema");
    const table = schema?.text("name") ?? "";
    if (!tables.includes(table)) job.wrong("schema", "a table that was asked for", null);
    return {
      table,
      job: {
        id: job.text("id"),
        schema_id: schema?.text("id") ?? "",
        created_at: job.text("created_at"),
        finished_at: job.textOrNull("finished_at"),
        status: job.text("status"),
        rows_synced: job.numberOrNull("rows_synced"),
        latest_error: job.textOrNull("latest_error"),
      },
    };
  });

/** `{enabled: false}` alone where CDC is off. */
export const decodeCdcStatus = (answer: Part): CdcStatus => ({
  enabled: answer.flag("enabled"),
  schedule_paused: answer.flagOrNull("schedule_paused"),
  slot_exists: answer.flagOrNull("slot_exists"),
  publication_exists: answer.flagOrNull("publication_exists"),
  published_tables: answer.textsOrNull("published_tables"),
  ...lagOf(answer),
});

function lagOf(answer: Part): Pick<CdcStatus, "lag"> {
  const [bytes, critical_mb] = [answer.numberOrNull("lag_bytes"), answer.numberOrNull("lag_critical_threshold_mb")];
  return bytes === null || critical_mb === null ? {} : { lag: { bytes, critical_mb } };
}

/** The server's sentences; none when all is met. */
export function decodePrerequisites(answer: Part): readonly string[] {
  const errors = answer.textsOrNone("errors");
  if (answer.flag("valid")) return [];
  return errors.length > 0 ? errors : ["PostHog does not say what is missing"];
}

/** `{name: {value}}`, or `{name: {secret: true}}` where the value is not told. */
const filledInputs = (inputs: Part | null): readonly string[] =>
  (inputs?.keys() ?? []).filter((name) => {
    const input = inputs?.part(name);
    return input?.flagOrNull("secret") === true || ![undefined, null, ""].includes(input?.textOrNull("value"));
  });

export function decodeWebhookInfo(answer: Part): WebhookInfo {
  const external = answer.part("external_status");
  const isAnswered = (external?.textOrNull("error") ?? null) === null;
  return {
    supports_webhooks: answer.flag("supports_webhooks"),
    exists: answer.flag("exists"),
    auto_creation_blocked_reason: answer.textOrNull("auto_creation_blocked_reason"),
    // A provider that would not answer is shown as one that has no webhook: to make another there would deliver all twice.
    external_exists: isAnswered ? (external?.flagOrNull("exists") ?? null) : null,
    switched_off_by:
      answer.part("hog_function")?.flagOrNull("enabled") === false
        ? "PostHog"
        : external?.textOrNull("status") === "disabled"
          ? "the provider"
          : null,
    missing_events: answer.textsOrNone("missing_events"),
    filled_inputs: filledInputs(answer.part("inputs")),
    schema_mapping: answer.part("schema_mapping")?.texts() ?? {},
  };
}

/** PATCH and enable_cdc: what the answer says is not believed, the executor reads back; that it is one of PostHog's counts. */
export const decodeTaken = (answer: Part): null => answer.demandObject();

/** create_webhook and delete_webhook answer 200 even if they did not succeed. */
export const decodeSuccess = (answer: Part): boolean => answer.flag("success");

/** update_webhook_inputs: what it answers is not documented, and a word of failure is one. */
export const decodeNotFailed = (answer: Part): boolean => answer.flagOrNull("success") !== false;
