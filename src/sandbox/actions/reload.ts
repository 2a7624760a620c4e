import { requireSchema } from "../access.js";
import type { Handler } from "../handler.js";
import { refuseOverLimit, startSync } from "./start-sync.js";

/** One run with the configured method. A direct-query table has nothing to load again. */
export const reload: Handler = (request) => {
  const { schema, source } = requireSchema(request);
  refuseOverLimit(request);
  if (source.capabilities.supports_scheduled_sync) startSync(request.world, schema);
  return { status: 200 };
};
