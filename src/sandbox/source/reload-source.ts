import { requireEveryTable, requireSource } from "../access.js";
import { refuseOverLimit } from "../actions/start-sync.js";
import { log } from "../effects.js";
import type { Handler } from "../handler.js";
import { enqueueRun } from "../run/enqueue.js";
import { refresh } from "./refresh-schemas.js";

/** A run of every enabled table. Of a source that is queried live there is nothing to load again, so its tables are looked for instead. */
export const reloadSource: Handler = (request) => {
  const { world } = request;
  const source = requireSource(request);
  if (source.access_method === "direct") return refresh(world, source);
  const enabled = source.schemas.filter((schema) => !schema.deleted && schema.should_sync);
  requireEveryTable(enabled);
  refuseOverLimit(request);
  // An engine that is out of reach is only logged: the source says Running all the same.
  if (world.document.server.temporal.trigger === "ok") {
    log(world, { kind: "source_sync_triggered", source_id: source.id });
    for (const schema of enabled) enqueueRun(world, schema);
  }
  source.status = "Running";
  return { status: 200 };
};
