import { requireSource } from "../access.js";
import { log } from "../effects.js";
import { refusedWithMessage } from "../errors.js";
import type { Handler } from "../handler.js";
import { resetCdcTable } from "../cdc-reset.js";
import { unpauseSchedule } from "../schedule.js";
import type { Schema, Source } from "../state.js";
import { triggerSync } from "../workflow.js";
import { cdcConfig } from "./cdc-config.js";
import { requireCdcSupport } from "./cdc-prerequisites.js";
import { cdcTables } from "./disable-cdc.js";

/** Makes a lost slot again. What happened meanwhile is lost with it, so every CDC table starts over, disabled ones too. */
export const repairCdc: Handler = (request) => {
  const { world } = request;
  const source = requireSource(request);
  requireCdcSupport(source);
  if (!cdcConfig(source).enabled) throw refusedWithMessage(400, "CDC is not enabled on this source.");
  if (source.cdc.repair_running) {
    throw refusedWithMessage(409, "A repair is already running for this source. Try again in a few minutes.");
  }
  const tables = cdcTables(source);
  const active = tables.filter((schema) => schema.should_sync);
  if (active.length === 0) {
    throw refusedWithMessage(400, "There are no active CDC schemas on this source to repair.");
  }
  requireDamage(source, active);
  const startedOver = tables.filter((schema) => resetCdcTable(world, schema, "repair") === "started-over");
  recreateSlot(source);
  log(world, { kind: "cdc_slot_recreated", source_id: source.id });
  source.status = "Running";
  source.cdc.extraction_schedule = { paused: false };
  for (const schema of tables) {
    schema.internal.cdc_broken = null;
    schema.internal.cdc_extraction_paused = null;
    if (schema.should_sync) schema.latest_error = null;
  }
  for (const schema of startedOver.filter((table) => table.should_sync)) {
    if (schema.schedule?.paused === true) unpauseSchedule(world, schema);
    // The schedule runs again by itself; a start that fails only waits for it.
    if (schema.schedule !== null) triggerSync(world, schema);
  }
  return { status: 200, body: { success: true, schemas_reset: active.length } };
};

/** Asked of a source that is well, a repair would drop its slot and import everything again for nothing. */
function requireDamage({ live_source: live }: Source, active: readonly Schema[]): void {
  if (active.some((schema) => schema.internal.cdc_broken !== null)) return;
  requireReachable(live.connection_error);
  if (!live.cdc.slot_exists || !live.cdc.publication_exists) return;
  throw refusedWithMessage(
    400,
    "CDC looks healthy on this source — the replication slot and publication both exist. " +
      "Repair is only available when one of them is missing, because it forces a full re-sync of every CDC schema.",
  );
}

/** Whatever the reset has done to the tables stays if this fails: a second repair goes on from there. */
function recreateSlot({ live_source: live, schemas }: Source): void {
  requireReachable(live.connection_error);
  if (live.cdc.setup_error !== null) throw refusedWithMessage(400, live.cdc.setup_error);
  live.cdc.slot_exists = true;
  live.cdc.publication_exists = true;
  live.cdc.published_tables = schemas
    .filter(({ deleted, sync_type, should_sync }) => !deleted && sync_type === "cdc" && should_sync)
    .map(({ name }) => name);
}

function requireReachable(error: string | null): void {
  if (error !== null) throw refusedWithMessage(400, `Could not connect to source to repair CDC: ${error}`);
}
