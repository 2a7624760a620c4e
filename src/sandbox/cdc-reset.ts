import { log } from "./effects.js";
import { pauseSchedule } from "./schedule.js";
import type { Schema } from "./state.js";
import { cancelRunning, isHalted } from "./workflow.js";
import { sourceOf, type World } from "./world.js";

/** Why a CDC table starts over. A joining table may keep its rows; a re-enabled one keeps its position. */
type StartOver = "joins" | "re-enabled" | "resync" | "table-mode" | "repair";

/**
 * Starts a CDC table over, or hands that to the capture process while a sync of the table could still finish.
 *
 * Handed over, the table's schedule is paused and capture triggers the snapshot itself: the caller neither triggers nor marks it Running.
 * A cancel call that fails hands over as well, because capture tries it again.
 */
export function resetCdcTable(world: World, schema: Schema, why: StartOver): "started-over" | "handed-over" {
  const cancelled = why === "joins" ? "nothing-running" : cancelRunning(world, schema);
  if (cancelled === "cancelled" || cancelled === "unavailable") {
    handOver(world, schema);
    return "handed-over";
  }
  startCdcOver(schema, why);
  return "started-over";
}

export function startCdcOver(schema: Schema, why: StartOver): void {
  const { internal } = schema;
  internal.cdc_mode = "snapshot";
  internal.initial_sync_complete = false;
  internal.cdc_reset_pending = null;
  if (why !== "re-enabled") internal.cdc_last_log_position = null;
  if (why !== "joins") internal.reset_pipeline = true;
}

function handOver(world: World, schema: Schema): void {
  const source = sourceOf(world, schema);
  pauseSchedule(world, schema);
  // Merged: a reset that already waits for a replication slot must keep waiting for it.
  schema.internal.cdc_reset_pending = {
    ...schema.internal.cdc_reset_pending,
    clear_deferred_runs: true,
    trigger: true,
  };
  // A repair, or a capture that is resumed, starts capture again by itself.
  if (isHalted(schema)) return;
  source.cdc.extraction_schedule ??= { paused: false };
  log(world, { kind: "cdc_extraction_triggered", source_id: source.id });
}
