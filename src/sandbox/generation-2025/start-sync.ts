import { requireSchema } from "../access.js";
import { refuseOverLimit } from "../actions/start-sync.js";
import { serverError } from "../errors.js";
import type { ApiRequest, Handler } from "../handler.js";
import type { Schema } from "../state.js";
import { cancelRunning, triggerSync } from "../workflow.js";

export const reload: Handler = (request) => {
  const { schema } = requireSchema(request);
  refuseOverLimit(request);
  return start(request, schema);
};

export const resync: Handler = (request) => {
  const { schema } = requireSchema(request);
  refuseOverLimit(request);
  const cancelled = cancelRunning(request.world, schema);
  if (cancelled === "unavailable" || cancelled === "not-found") throw serverError();
  schema.internal.reset_pipeline = true;
  return start(request, schema);
};

/** Running, whatever becomes of the trigger: one that failed, or had no schedule to go to, was only logged. */
function start({ world }: ApiRequest, schema: Schema): { readonly status: number } {
  if (schema.schedule !== null) triggerSync(world, schema);
  schema.status = "Running";
  return { status: 200 };
}
