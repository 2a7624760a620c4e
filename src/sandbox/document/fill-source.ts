import type { Job, Source, SourceStatus, Webhook } from "../state.js";
import { fillCapabilities, fillLiveSource } from "./fill-live-source.js";
import { fillSchema } from "./fill-schema.js";
import { overlay } from "./overlay.js";
import type { RawJob, RawSource, RawWebhook } from "./raw.js";

/** Defaults of `created_at`: each call gives the next one. Schemas and jobs count through the whole document. */
export interface CreationTimes {
  readonly source: () => string;
  readonly schema: () => string;
  readonly job: () => string;
}

export function fillSource(raw: RawSource, times: CreationTimes, projectId: number): Source {
  const createdAt = times.source();
  return overlay<Source>(
    {
      id: raw.id,
      created_at: createdAt,
      created_by: null,
      created_via: null,
      status: "Completed",
      source_type: raw.source_type,
      prefix: null,
      description: null,
      access_method: "warehouse",
      direct_query_enabled: false,
      auto_sync_new_schemas: false,
      auto_sync_schema_patterns: null,
      engine: null,
      last_run_at: null,
      job_inputs: raw.job_inputs === undefined ? {} : raw.job_inputs,
      revenue_analytics_config: { enabled: false, include_invoiceless_charges: true },
      user_access_level: "manager",
      supports_webhooks: false,
      supports_column_selection: true,
      api_version: null,
      project_id: projectId,
      deleted: false,
      system_managed: false,
      capabilities: fillCapabilities(raw.capabilities),
      cdc: overlay<Source["cdc"]>({ extraction_schedule: null, repair_running: false }, raw.cdc),
      webhook: fillWebhook(raw.webhook, raw.created_at ?? createdAt),
      schemas: (raw.schemas ?? []).map((schema) => fillSchema(schema, times.schema())),
      jobs: (raw.jobs ?? []).map((job) => fillJob(job, times.job())),
      live_source: fillLiveSource(raw.live_source),
      ...(raw.extensions && { extensions: raw.extensions }),
    },
    {
      ...raw,
      capabilities: undefined,
      cdc: undefined,
      webhook: undefined,
      schemas: undefined,
      jobs: undefined,
      live_source: undefined,
      status: storedStatus(raw.status),
    },
  );
}

/** What the API computes from the schemas of a source is an error as a stored status. */
function storedStatus(status: RawSource["status"]): SourceStatus | undefined {
  const computed = status === "Failed" || status === "Billing limits" || status === "Billing limits too low";
  return computed ? "Error" : status;
}

const fillJob = (raw: RawJob, createdAt: string): Job =>
  overlay<Job>(
    {
      id: raw.id,
      schema_id: raw.schema_id,
      created_at: createdAt,
      created_by: null,
      finished_at: null,
      status: raw.status,
      rows_synced: null,
      latest_error: null,
      workflow_id: null,
      workflow_run_id: null,
      workflow_state: "open",
      pipeline_version: null,
      cdc_write_mode: null,
      billable: null,
      destination_ids: [],
    },
    raw,
  );

function fillWebhook(raw: RawWebhook | null | undefined, createdAt: string): Webhook | null {
  if (raw === null || raw === undefined) return null;
  return overlay<Webhook>(
    {
      id: raw.id,
      name: "Webhook",
      enabled: true,
      deleted: false,
      created_at: createdAt,
      webhook_url: "",
      status: { state: 1, tokens: 0 },
      schema_mapping: {},
      inputs: {},
    },
    raw,
  );
}
