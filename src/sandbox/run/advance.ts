import { startCdcOver } from "../cdc-reset.js";
import type { Schedule } from "../state.js";
import { syncLimitReached } from "../sync-limit.js";
import type { SchemaPlace, World } from "../world.js";
import { beginRun } from "./begin.js";
import { enqueueRun } from "./enqueue.js";
import { finishRun, stoppedRun } from "./finish.js";
import { markFullRefresh } from "./full-refresh-due.js";
import type { Run } from "./runs.js";
import { lastTick } from "./ticks.js";

/**
 * Brings the moving world from `since` to `until` (Unix ms): schedules fire, runs begin and end.
 *
 * There are no timers, so the same document and the same times of requests give the same world. A schedule that was due several
 * times in between fires once, for the last of them.
 */
export function advance(world: World, since: number, until: number): void {
  if (!world.document.server.auto_progress) return;
  const overLimit = new Map<number, boolean>();
  for (const place of world.schemas.values()) {
    const { schema, source } = place;
    if (schema.deleted || source.deleted) {
      world.runs.delete(schema.id);
      continue;
    }
    if (!world.runs.has(schema.id) && !isDue(schema.schedule, since, until) && !awaitsReset(place)) continue;
    const { project_id } = source;
    let limited = overLimit.get(project_id);
    if (limited === undefined) overLimit.set(project_id, (limited = syncLimitReached(world, project_id)));
    settle(world, place, { since, until, limited });
  }
}

interface Span {
  readonly since: number;
  readonly until: number;
  readonly limited: boolean;
}

/** What happens to one table, in the order of its moments. */
function settle(world: World, place: SchemaPlace, { since, until, limited }: Span): void {
  let tick = lastTick(place.schema.schedule, since, until);
  if (!place.schema.should_sync) tick = undefined;
  for (;;) {
    const run = world.runs.get(place.schema.id);
    const next = run === undefined || run.until > until ? undefined : run;
    if (tick !== undefined && (next === undefined || tick < next.until)) {
      if (run === undefined) {
        markFullRefresh(place, tick);
        beginRun(world, place, tick);
      }
      tick = undefined;
    } else if (next !== undefined) {
      world.runs.delete(place.schema.id);
      if (next.phase === "queued") beginQueued(world, place, next);
      else if (next.phase === "stopping") stoppedRun(world, place, next);
      else finishRun(world, place, next, limited);
    } else if (awaitsReset(place) && run === undefined) {
      finishReset(world, place);
    } else {
      return;
    }
  }
}

function beginQueued(world: World, place: SchemaPlace, run: Extract<Run, { phase: "queued" }>): void {
  const job = beginRun(world, place, run.until);
  if (run.stranded !== true) return;
  job.workflow_state = "gone";
  world.runs.delete(place.schema.id);
}

/** A reset that was handed to capture waits for the table's sync to end, and for a replication slot where it says so. */
function awaitsReset({ schema }: SchemaPlace): boolean {
  const pending = schema.internal.cdc_reset_pending;
  return pending?.["trigger"] === true && pending["awaiting_slot"] !== true;
}

function finishReset(world: World, { schema }: SchemaPlace): void {
  startCdcOver(schema, "resync");
  if (schema.schedule !== null) schema.schedule.paused = !schema.should_sync;
  enqueueRun(world, schema);
}

const isDue = (schedule: Schedule | null, since: number, until: number): boolean =>
  lastTick(schedule, since, until) !== undefined;
