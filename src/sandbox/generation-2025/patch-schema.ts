import { requireSchema } from "../access.js";
import { ApiError, invalid, serverError } from "../errors.js";
import type { Handler } from "../handler.js";
import { usableMax } from "../patch/cursor.js";
import { boolean, clockTime } from "../patch/field-types.js";
import { CURSOR_TYPES, FREQUENCIES } from "../patch/sent-fields.js";
import { createSchedule, pauseSchedule, unpauseSchedule, writeSchedule, type ScheduleWrite } from "../schedule.js";
import { pythonStr } from "../python-text.js";
import { membersOf, type Members } from "../source/request-members.js";
import type { Schema } from "../state.js";
import { triggerSync } from "../workflow.js";
import type { World } from "../world.js";
import { syncTypeOf2025 } from "./sync-types.js";
import { schemaViewOf2025 } from "./views.js";

/**
 * PATCH as it was: **a request without `sync_type` stores none**, fields are hardly judged, and the save comes last, so that what
 * fails leaves nothing of it.
 */
export const patchSchema: Handler = (request) => {
  const { schema, source } = requireSchema(request);
  const sent = membersOf(request.body);
  const before = { ...schema, internal: { ...schema.internal } };
  try {
    edit(request.world, schema, sent);
  } catch (error) {
    if (error instanceof ApiError) Object.assign(schema, before, { schedule: schema.schedule });
    throw error;
  }
  return { status: 200, body: schemaViewOf2025(source, schema) };
};

function edit(world: World, schema: Schema, sent: Members): void {
  const enabled = Object.hasOwn(sent, "should_sync") ? boolean(sent["should_sync"], "should_sync") : undefined;
  const type = sent["sync_type"] ?? null;
  if (type !== null && syncTypeOf2025(type) === undefined) throw invalid("Invalid sync type");
  const wasSetUp = schema.sync_type !== null;
  schema.sync_type = syncTypeOf2025(type) ?? null;
  const startsRun = takeCursor(schema, sent);
  const recadenced = takeCadence(schema, sent);
  if (enabled === true && type === null && !wasSetUp) {
    throw invalid("Sync type must be set up first before enabling schema");
  }
  schema.should_sync = enabled ?? schema.should_sync;
  // "never" had left it without an interval, which nobody expected here.
  if (enabled === true && schema.sync_frequency === null) throw serverError();
  if (enabled !== undefined) carriedOut(followSwitch(world, schema, enabled));
  if (recadenced && schema.sync_frequency !== null) carriedOut(writeSchedule(world, schema));
  if (startsRun && (schema.schedule === null || triggerSync(world, schema) === "unavailable")) throw serverError();
}

/** @returns whether the table is wiped and imported again at once: nothing synced tells where the new cursor stands */
function takeCursor(schema: Schema, sent: Members): boolean {
  if (schema.sync_type !== "incremental" && schema.sync_type !== "append") return false;
  const field = typeof sent["incremental_field"] === "string" ? sent["incremental_field"] : null;
  const changed = field !== schema.incremental_field || schema.internal.incremental_field_last_value === null;
  schema.incremental_field = field;
  schema.incremental_field_type = CURSOR_TYPES.find((type) => type === sent["incremental_field_type"]) ?? null;
  if (!changed || schema.table === null) return false;
  const max = usableMax(schema.internal, field ?? "");
  schema.internal.incremental_field_last_value = max ?? null;
  if (max === undefined) schema.internal.reset_pipeline = true;
  return max === undefined;
}

function takeCadence(schema: Schema, sent: Members): boolean {
  const { sync_frequency: frequency, sync_time_of_day: time } = schema;
  const asked = sent["sync_frequency"] ?? null;
  if (asked === "never") schema.sync_frequency = null;
  else if (asked !== null) schema.sync_frequency = FREQUENCIES.find((known) => known === asked) ?? refuseFrequency();
  const clock = sent["sync_time_of_day"] ?? null;
  if (clock !== null && !/^\d{1,2}:\d{1,2}:\d{1,2}$/u.test(pythonStr(clock))) throw invalid("Invalid sync time of day");
  if (clock !== null) schema.sync_time_of_day = clockTime(pythonStr(clock));
  return frequency !== schema.sync_frequency || time !== schema.sync_time_of_day;
}

/** The conversion raised, and nobody caught it. */
function refuseFrequency(): never {
  throw serverError();
}

function followSwitch(world: World, schema: Schema, enabled: boolean): ScheduleWrite {
  if (schema.schedule === null) return enabled ? createSchedule(world, schema) : "done";
  return enabled ? unpauseSchedule(world, schema) : pauseSchedule(world, schema);
}

function carriedOut(write: ScheduleWrite): void {
  if (write === "unavailable") throw serverError();
}
