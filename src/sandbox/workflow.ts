import { log } from "./effects.js";
import { enqueueRun, stopRun } from "./run/enqueue.js";
import { createSchedule } from "./schedule.js";
import type { Job, JobStatus, Schema } from "./state.js";
import { isoTime, latestJob, type World } from "./world.js";

export const CANCELLED_BY_USER = "Sync cancelled by user";
const TURNED_OFF = "Sync stopped because syncing was turned off";

/** True while capture is broken or paused after an error; such a schema keeps its status whatever its runs do. */
export const isHalted = (schema: Schema): boolean =>
  schema.internal.cdc_broken !== null || schema.internal.cdc_extraction_paused !== null;

export function markRunning(schema: Schema): void {
  if (!isHalted(schema)) schema.status = "Running";
}

/**
 * Asks for a run now, through the schedule; a missing schedule is created instead. The status is the caller's.
 *
 * @returns `unavailable` when the workflow engine refused: nothing changed
 * @throws {ApiError} 400 when a schedule has to be created for a schema without an interval
 */
export function triggerSync(world: World, schema: Schema): "started" | "unavailable" {
  if (world.document.server.temporal.trigger === "unavailable") return "unavailable";
  if (schema.schedule === null) return createSchedule(world, schema) === "done" ? "started" : "unavailable";
  log(world, { kind: "sync_triggered", schema_id: schema.id });
  enqueueRun(world, schema);
  return "started";
}

/** The latest job of a schema, if it is one that a cancel call can be sent for. */
export function cancellableJob(world: World, schema: Schema): (Job & { workflow_id: string }) | undefined {
  const job = latestJob(world, schema);
  return job?.status === "Running" && hasWorkflow(job) ? job : undefined;
}

/** Sends the cancel call for a job. `not-found`: its workflow has ended, so nobody will ever mark the job. */
export function cancelWorkflow(
  world: World,
  schema: Schema,
  job: Job & { workflow_id: string },
): "cancelled" | "not-found" | "unavailable" {
  const { cancel } = world.document.server.temporal;
  if (cancel === "unavailable") return "unavailable";
  log(world, { kind: "workflow_cancelled", schema_id: schema.id, workflow_id: job.workflow_id });
  if (cancel === "not_found" || job.workflow_state === "gone") return "not-found";
  stopRun(world, schema, CANCELLED_BY_USER);
  return "cancelled";
}

/** {@link cancelWorkflow} for whatever runs. */
export function cancelRunning(
  world: World,
  schema: Schema,
): "nothing-running" | "cancelled" | "not-found" | "unavailable" {
  const job = cancellableJob(world, schema);
  return job === undefined ? "nothing-running" : cancelWorkflow(world, schema, job);
}

/** Turning a schema off ends its run without a cancel call of the request: a task of the server does it later. */
export function stopDisabled(world: World, schema: Schema): void {
  stopRun(world, schema, TURNED_OFF);
}

/** A terminal status of a job, and of its schema unless that is halted. `at` is in Unix ms. */
export function endJob(
  schema: Schema,
  job: Job,
  {
    status,
    error,
    at,
  }: { readonly status: Exclude<JobStatus, "Running">; readonly error: string | null; readonly at: number },
): void {
  job.status = status;
  job.latest_error = error;
  job.finished_at ??= isoTime(at);
  if (isHalted(schema)) return;
  schema.status = status;
  schema.latest_error = error;
}

const hasWorkflow = (job: Job): job is Job & { workflow_id: string } => job.workflow_id !== null;
