import { requireSchema } from "../access.js";
import { refusedWithDetail } from "../errors.js";
import type { Handler } from "../handler.js";
import type { Schema } from "../state.js";
import { CANCELLED_BY_USER, cancellableJob, cancelWorkflow, endJob, isHalted } from "../workflow.js";
import { latestJob, type World } from "../world.js";

/** A run may end between the look at its job and the mark on it: with `extensions.finishes_at_cancel` of a schema it does. */
export const cancel: Handler = (request) => {
  const { world } = request;
  const { schema } = requireSchema(request);
  const job = cancellableJob(world, schema);
  if (job === undefined) {
    if (!repairStatus(world, schema)) throw refusedWithDetail("No running sync to cancel.");
    return { status: 200, body: { detail: "No sync was running. The sync status has been updated." } };
  }
  const marked = { status: "Failed", error: CANCELLED_BY_USER, at: request.now } as const;
  if (job.pipeline_version === "v3-kafka-s3") {
    if (schema.extensions?.["finishes_at_cancel"] === true) {
      endJob(schema, job, { status: "Completed", error: null, at: request.now });
      throw refusedWithDetail("The sync already finished.");
    }
    // The mark comes first and is final, so a cancel call that fails afterwards does not undo the cancel.
    endJob(schema, job, marked);
    cancelWorkflow(world, schema, job);
    return { status: 200 };
  }
  const outcome = cancelWorkflow(world, schema, job);
  if (outcome === "unavailable") throw refusedWithDetail("Could not cancel the running sync. Please try again.");
  if (outcome === "not-found") endJob(schema, job, marked);
  return { status: 200 };
};

/** A status Running that no job stands behind would stay forever: it becomes that of the latest job. */
function repairStatus(world: World, schema: Schema): boolean {
  const job = latestJob(world, schema);
  if (schema.status !== "Running" || job?.status === "Running" || isHalted(schema)) return false;
  schema.status = job?.status ?? "Failed";
  if (job !== undefined) schema.latest_error = job.latest_error;
  return true;
}
