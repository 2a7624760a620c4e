import { assertNever } from "../../model/result.js";
import { sizeOf } from "../rows/move.js";
import { planMove } from "../rows/plan-move.js";
import type { Job, Schema, Source } from "../state.js";
import { markRunning } from "../workflow.js";
import { addJob, isoTime, type SchemaPlace, type World } from "../world.js";
import { durationOf } from "./pace.js";
import type { Reads } from "./runs.js";

/** A run begins at `at`: its job exists from now on, and what it will read is fixed. */
export function beginRun(world: World, { schema, source }: SchemaPlace, at: number): Job {
  const job: Job = {
    id: world.newId(),
    schema_id: schema.id,
    created_at: isoTime(at),
    created_by: null,
    finished_at: null,
    status: "Running",
    rows_synced: 0,
    latest_error: null,
    workflow_id: `${schema.id}-${isoTime(at)}`,
    workflow_run_id: world.newId(),
    workflow_state: "open",
    pipeline_version: "v3-kafka-s3",
    cdc_write_mode: null,
    billable: true,
    destination_ids: [],
  };
  addJob(world, source, job);
  const reads = planReads(schema, source, { wipes: schema.internal.reset_pipeline });
  forgetCursor(schema);
  markRunning(schema);
  world.runs.set(schema.id, {
    phase: "running",
    until: at + durationOf(world.document.server, reads),
    jobId: job.id,
    reads,
  });
  return job;
}

/** What a run reads that begins with the settings of this moment. */
export function planReads(schema: Schema, source: Source, { wipes }: { readonly wipes: boolean }): Reads {
  const live = source.live_source.tables.find((table) => table.name === schema.name);
  // CDC goes on from its place in the log although the data was deleted: what came before it does not come back.
  const streams = schema.sync_type === "cdc" && hasCursor(schema);
  const replaces = wipes || schema.sync_type === "full_refresh" || (schema.table === null && !streams);
  const everything = replaces || !hasCursor(schema);
  const atSource = live?.row_count ?? schema.table?.row_count ?? 0;
  const synced = schema.table?.row_count ?? (streams ? atSource : 0);
  // Nothing can be read back from a source that only delivers: the table keeps its rows, whatever was asked for.
  const delivered = live?.webhook_only === true;
  const rows = everything ? atSource : Math.max(0, atSource - synced);
  const move = planMove(schema, source, { marked: wipes });
  return {
    syncType: schema.sync_type,
    field: schema.incremental_field,
    fieldType: schema.incremental_field_type,
    replaces: replaces && !delivered,
    everything: everything && !delivered,
    rows: move === undefined ? (delivered ? 0 : rows) : sizeOf(move),
    ...(move !== undefined && { move }),
  };
}

function hasCursor({ sync_type, incremental_field, internal }: Schema): boolean {
  switch (sync_type) {
    case "incremental":
    case "append":
      return incremental_field !== null && internal.incremental_field_last_value !== null;
    case "webhook":
      return internal.initial_sync_complete;
    case "cdc":
      return internal.cdc_mode === "streaming";
    case "xmin":
      return internal.xmin_last_value !== null;
    case "full_refresh":
    case null:
      return false;
    default:
      return assertNever(sync_type);
  }
}

/** A wipe, and every run of a full refresh, forgets how far the table was read; only a wipe forgets that it ever was. */
function forgetCursor({ sync_type, internal }: Schema): void {
  if (!internal.reset_pipeline && sync_type !== "full_refresh") return;
  if (internal.reset_pipeline) internal.initial_sync_complete = false;
  internal.reset_pipeline = false;
  internal.incremental_field_last_value = null;
  internal.incremental_field_earliest_value = null;
  internal.xmin_last_value = null;
}
