import { requireSchema } from "../access.js";
import { resetCdcTable } from "../cdc-reset.js";
import { serverError } from "../errors.js";
import type { Handler } from "../handler.js";
import type { Schema } from "../state.js";
import { cancelRunning } from "../workflow.js";
import type { World } from "../world.js";
import { refuseOverLimit, startSync } from "./start-sync.js";

/**
 * Cancels what runs, marks the table to be wiped and triggers a run.
 *
 * The mark stays whatever happens to the trigger, which is dropped while the cancelled run is closing: then the wipe waits for
 * the next scheduled run.
 */
export const resync: Handler = (request) => {
  const { schema, source } = requireSchema(request);
  refuseOverLimit(request);
  if (!source.capabilities.supports_scheduled_sync) return { status: 200 };
  if (markWipe(request.world, schema) === "wipe-marked") startSync(request.world, schema);
  return { status: 200 };
};

function markWipe(world: World, schema: Schema): "wipe-marked" | "handed-over" {
  if (schema.sync_type === "cdc") {
    return resetCdcTable(world, schema, "resync") === "handed-over" ? "handed-over" : "wipe-marked";
  }
  const cancelled = cancelRunning(world, schema);
  // Unlike the cancel action, this one lets every error of the cancel call through: "no such workflow" as well.
  if (cancelled === "unavailable" || cancelled === "not-found") throw serverError();
  schema.internal.reset_pipeline = true;
  return "wipe-marked";
}
