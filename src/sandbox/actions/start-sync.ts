import { refusedWithDetail, refusedWithMessage } from "../errors.js";
import type { ApiRequest } from "../handler.js";
import { noSyncFrequency } from "../schedule.js";
import type { Schema } from "../state.js";
import { syncLimitReached } from "../sync-limit.js";
import { markRunning, triggerSync } from "../workflow.js";
import type { World } from "../world.js";

/** @throws {ApiError} 400 while the project is over its monthly limit */
export function refuseOverLimit({ world, projectId }: ApiRequest): void {
  if (!syncLimitReached(world, projectId)) return;
  const message = "Monthly sync limit reached. Please increase your billing limit to resume syncing.";
  throw refusedWithMessage(400, message);
}

/**
 * Triggers a run. The status says Running at once, before any job exists and even if the trigger is skipped.
 *
 * @throws {ApiError} 400 when the run cannot be started; the status then stays
 */
export function startSync(world: World, schema: Schema): void {
  if (schema.sync_frequency === null) throw noSyncFrequency();
  if (triggerSync(world, schema) === "unavailable") {
    throw refusedWithDetail("Couldn't start the sync. Try again in a few minutes.");
  }
  markRunning(schema);
}
