import { requireEveryTable, requireSource } from "../access.js";
import { log } from "../effects.js";
import { refusedWithMessage } from "../errors.js";
import type { Handler } from "../handler.js";
import { pauseSchedule } from "../schedule.js";
import type { Schema, Source } from "../state.js";
import { cancelRunning } from "../workflow.js";
import { cdcConfig } from "./cdc-config.js";
import { requireCdcSupport } from "./cdc-prerequisites.js";

/** Ends capture of the whole source: every CDC table is off afterwards and without a type. */
export const disableCdc: Handler = (request) => {
  const { world } = request;
  const source = requireSource(request);
  requireCdcSupport(source);
  if (!cdcConfig(source).enabled) return { status: 200, body: { success: true, already_disabled: true } };
  const tables = cdcTables(source);
  requireEveryTable(tables);
  // A table that kept its schedule would go on syncing, and be billed: so this comes first, and failing ends the request.
  for (const schema of tables) {
    if (pauseSchedule(world, schema) === "unavailable") {
      throw refusedWithMessage(
        503,
        "Couldn't pause the table syncs, so CDC is still on. Try disabling it again in a minute.",
      );
    }
  }
  for (const schema of tables) {
    cancelRunning(world, schema);
    forgetCapture(schema);
  }
  source.cdc.extraction_schedule = null;
  dropResources(source);
  log(world, { kind: "cdc_resources_dropped", source_id: source.id });
  return { status: 200, body: { success: true } };
};

export const cdcTables = (source: Source): readonly Schema[] =>
  source.schemas.filter((schema) => !schema.deleted && schema.sync_type === "cdc");

/** A mark that capture is broken would make it look broken as soon as it is switched on again. */
function forgetCapture(schema: Schema): void {
  schema.sync_type = null;
  schema.should_sync = false;
  schema.internal.cdc_broken = null;
  schema.internal.cdc_extraction_paused = null;
}

/** At the database this is an attempt: one that cannot be reached keeps its slot. */
function dropResources(source: Source): void {
  source.job_inputs = Object.fromEntries(
    Object.entries(source.job_inputs ?? {}).filter(([name]) => !name.startsWith("cdc_")),
  );
  const { connection_error: unreachable, cdc } = source.live_source;
  if (unreachable !== null) return;
  cdc.slot_exists = false;
  cdc.publication_exists = false;
  cdc.published_tables = [];
}
