import type { Job, Schema, Source } from "../state.js";
import { shownError } from "./secrets.js";
import { jobStatusText } from "./status-text.js";

/** A job as the jobs endpoint shows it; workflow and pipeline stay inside the server. */
export function jobView(source: Source, job: Job, schema: Schema): unknown {
  return {
    id: job.id,
    created_at: job.created_at,
    created_by: job.created_by,
    finished_at: job.finished_at,
    status: jobStatusText(job.status),
    schema: {
      id: schema.id,
      name: schema.name,
      label: schema.label,
      should_sync: schema.should_sync,
      last_synced_at: schema.last_synced_at,
      sync_type: schema.sync_type,
    },
    rows_synced: job.rows_synced,
    latest_error: shownError(source, job.latest_error),
    workflow_run_id: job.workflow_run_id,
    cdc_write_mode: job.cdc_write_mode,
    billable: job.billable,
    destination_ids: job.destination_ids,
  };
}
