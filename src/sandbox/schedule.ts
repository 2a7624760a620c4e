import { FREQUENCY_SECONDS } from "../model/settings.js";
import { invalid } from "./errors.js";
import { log } from "./effects.js";
import { enqueueRun } from "./run/enqueue.js";
import type { Schedule, Schema } from "./state.js";
import type { World } from "./world.js";

/** `missing`: there is no schedule. `unavailable`: the workflow engine refused. Both leave everything as it was. */
export type ScheduleWrite = "done" | "missing" | "unavailable";

export const pauseSchedule = (world: World, schema: Schema): ScheduleWrite => setPaused(world, schema, true);
export const unpauseSchedule = (world: World, schema: Schema): ScheduleWrite => setPaused(world, schema, false);

/** Creates the schedule. One that is created running starts its first run itself. */
export function createSchedule(
  world: World,
  schema: Schema,
  { paused = !schema.should_sync }: { readonly paused?: boolean } = {},
): ScheduleWrite {
  const timing = timingOf(schema);
  if (world.document.server.temporal.schedule_write === "unavailable") return "unavailable";
  schema.schedule = { paused, ...timing };
  log(world, { kind: "schedule_created", schema_id: schema.id, first_run: !paused });
  if (!paused) enqueueRun(world, schema);
  return "done";
}

/** Writes frequency and time of day; without a schedule it creates one for an enabled schema and answers `missing` for a disabled one. */
export function writeSchedule(world: World, schema: Schema): ScheduleWrite {
  if (schema.schedule === null) return schema.should_sync ? createSchedule(world, schema) : "missing";
  const timing = timingOf(schema);
  if (world.document.server.temporal.schedule_write === "unavailable") return "unavailable";
  schema.schedule = { paused: schema.schedule.paused, ...timing };
  log(world, { kind: "schedule_updated", schema_id: schema.id });
  return "done";
}

export const noSyncFrequency = () =>
  invalid("This table has no sync frequency, so its sync cannot be scheduled. Set a sync frequency first.", {
    attr: "sync_frequency",
  });

function setPaused(world: World, schema: Schema, paused: boolean): ScheduleWrite {
  if (schema.schedule === null) return "missing";
  if (world.document.server.temporal.schedule_write === "unavailable") return "unavailable";
  schema.schedule.paused = paused;
  log(world, { kind: paused ? "schedule_paused" : "schedule_unpaused", schema_id: schema.id });
  return "done";
}

function timingOf(schema: Schema): Pick<Schedule, "every_seconds" | "offset_seconds"> {
  if (schema.sync_frequency === null) throw noSyncFrequency();
  const every = FREQUENCY_SECONDS[schema.sync_frequency];
  return { every_seconds: every, offset_seconds: secondOfDay(schema.sync_time_of_day) % every };
}

function secondOfDay(time: string | null): number {
  const [hours = 0, minutes = 0, seconds = 0] = time === null ? [] : time.split(":").map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}
