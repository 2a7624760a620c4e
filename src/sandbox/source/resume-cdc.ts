import { requireSource } from "../access.js";
import { log } from "../effects.js";
import { refusedWithMessage } from "../errors.js";
import type { Handler } from "../handler.js";
import { isLost } from "../patch/follow-schedule.js";
import { cdcConfig } from "./cdc-config.js";
import { requireCdcSupport } from "./cdc-prerequisites.js";
import { cdcTables } from "./disable-cdc.js";

/** Lets capture go on where it stopped, after what stopped it was mended. Nothing is imported again. */
export const resumeCdc: Handler = (request) => {
  const { world } = request;
  const source = requireSource(request);
  requireCdcSupport(source);
  if (!cdcConfig(source).enabled) throw refusedWithMessage(400, "CDC is not enabled on this source.");
  const active = cdcTables(source).filter((schema) => schema.should_sync);
  if (active.length === 0) {
    throw refusedWithMessage(400, "No schemas are syncing via change data capture, so there is nothing to resume.");
  }
  if (active.some(isLost)) {
    throw refusedWithMessage(400, "The replication slot or publication was lost. Use Repair CDC to recreate it.");
  }
  const { connection_error: error, cdc } = source.live_source;
  if (error !== null) {
    throw refusedWithMessage(
      400,
      `Could not connect to source to resume CDC — check the credentials and try again: ${error}`,
    );
  }
  if (!cdc.slot_exists || !cdc.publication_exists) {
    throw refusedWithMessage(400, "The replication slot or publication is missing. Use Repair CDC to recreate it.");
  }
  if (world.document.server.temporal.schedule_write === "unavailable") {
    throw refusedWithMessage(400, "Could not resume CDC: the workflow engine is not available");
  }
  source.cdc.extraction_schedule = { paused: false };
  log(world, { kind: "cdc_extraction_unpaused", source_id: source.id });
  // The status stays as it is until a run has succeeded.
  for (const schema of active) schema.internal.cdc_extraction_paused = null;
  return { status: 200, body: { success: true } };
};
