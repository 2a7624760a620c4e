import { keepPart } from "../rows/keep-move.js";
import { moveFailureOf } from "../rows/move-failure.js";
import type { Job, Schema, Source } from "../state.js";
import { endJob } from "../workflow.js";
import type { SchemaPlace, World } from "../world.js";
import { failureOf } from "./failure.js";
import { importRows } from "./import-rows.js";
import type { Reads, Run } from "./runs.js";

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
    stopHalfWay(schema, source, job, run.reads);
    endJob(schema, job, { status: "BillingLimitReached", error: null, at: run.until });
    return;
  }
  const { move, syncType } = run.reads;
  const failure =
    failureOf(schema, source, run.reads) ??
    (move === undefined ? undefined : moveFailureOf(schema, source, { move, syncType }));
  if (failure !== undefined) {
    keepMark(schema, run.reads);
    endJob(schema, job, { status: "Failed", error: failure.error, at: run.until });
    if (failure.disables) switchOff(schema);
    if ("breaksCapture" in failure && failure.breaksCapture) schema.internal.cdc_broken = { reason: "slot_missing" };
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
  if (run.part !== undefined) {
    keepPart(schema, run.part.move, run.part.count);
    job.rows_synced = run.part.count;
  }
  if (job.status === "Running") endJob(schema, job, { status: "Failed", error: run.error, at: run.until });
}

/** The rows of a database are counted before the first one is copied; other sources are stopped on the way. */
function stopHalfWay(schema: Schema, source: Source, job: Job, reads: Reads): void {
  if (reads.move === undefined) return;
  if (source.capabilities.detects_primary_keys) {
    keepMark(schema, reads);
    return;
  }
  const count = Math.floor(reads.rows / 2);
  keepPart(schema, reads.move, count);
  job.rows_synced = count;
}

/** A run that ends before its first row has not wiped the table: the next one still has to. */
function keepMark(schema: Schema, { move, syncType }: Reads): void {
  if (move?.wipes === true && syncType !== "full_refresh") schema.internal.reset_pipeline = true;
}

function switchOff(schema: Schema): void {
  schema.should_sync = false;
  if (schema.schedule !== null) schema.schedule.paused = true;
}

const jobOf = (world: World, schema: Schema, id: string): Job | undefined =>
  world.jobs.get(schema.id)?.find((job) => job.id === id);
