import { log } from "./effects.js";
import { unpublish } from "./patch/publication.js";
import type { Schema, Source } from "./state.js";
import type { World } from "./world.js";

/** Hides a table from the API and from queries. Discovery, when it meets the table again, brings the same row back. */
export function softDelete(schema: Schema): void {
  schema.deleted = true;
  if (schema.table !== null) schema.internal.table_deleted = true;
}

/** An engine that is out of reach keeps the schedule, as on the server: nobody tries again. */
export function dropSchedule(world: World, schema: Schema): void {
  if (schema.schedule === null || world.document.server.temporal.schedule_write === "unavailable") return;
  schema.schedule = null;
  log(world, { kind: "schedule_deleted", schema_id: schema.id });
}

export function removeSchema(world: World, source: Source, schema: Schema): void {
  softDelete(schema);
  dropSchedule(world, schema);
  // Left in the publication, the customer's log would carry its changes for ever.
  if (schema.sync_type === "cdc") unpublish(world, source, schema);
}
