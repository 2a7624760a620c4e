import type { Job, Schema } from "../state.js";
import { endJob } from "../workflow.js";
import type { SchemaPlace, World } from "../world.js";
import { failureOf } from "./failure.js";
import { importRows } from "./import-rows.js";
import type { Run } from "./runs.js";

/** A run ends: over the limit, with an error, or with its rows in the table. */
export function finishRun(
  world: World,
  { schema, source }: SchemaPlace,
  run: Extract<Run, { phase: "running" }>,
  overLimit: boolean,
): void {
  const job = jobOf(world, schema, run.jobId);
  if (job?.status !== "Running") return;
  job.workflow_state = "gone";
  if (overLimit) {
    endJob(schema, job, { status: "BillingLimitReached", error: null, at: run.until });
    return;
  }
  const failure = failureOf(schema, source, run.reads);
  if (failure !== undefined) {
    endJob(schema, job, { status: "Failed", error: failure.error, at: run.until });
    if (failure.disables) switchOff(schema);
    return;
  }
  importRows(world, { schema, source }, run.reads, run.until);
  job.rows_synced = run.reads.rows;
  source.last_run_at = job.created_at;
  endJob(schema, job, { status: "Completed", error: null, at: run.until });
}

/** The workflow of a cancelled run has closed. On the newest pipeline its job was marked before. */
export function stoppedRun(world: World, { schema }: SchemaPlace, run: Extract<Run, { phase: "stopping" }>): void {
  const job = jobOf(world, schema, run.jobId);
  if (job === undefined) return;
  job.workflow_state = "gone";
  if (job.status === "Running") endJob(schema, job, { status: "Failed", error: run.error, at: run.until });
}

function switchOff(schema: Schema): void {
  schema.should_sync = false;
  if (schema.schedule !== null) schema.schedule.paused = true;
}

const jobOf = (world: World, schema: Schema, id: string): Job | undefined =>
  world.jobs.get(schema.id)?.find((job) => job.id === id);
