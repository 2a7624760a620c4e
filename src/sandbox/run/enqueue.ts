import type { Schema } from "../state.js";
import type { World } from "../world.js";
import { durationOf, paceOf } from "./pace.js";
import type { Run } from "./runs.js";

/** Asks for a run. While one is in flight the request is dropped: the schedules of the server skip what overlaps. */
export function enqueueRun(world: World, schema: Schema): void {
  if (!world.document.server.auto_progress || world.runs.has(schema.id) || world.triggers === "drop") return;
  const until = world.now() + paceOf(world.document.server).startMs;
  world.runs.set(schema.id, { phase: "queued", until, ...(world.triggers === "strand" && { stranded: true }) });
}

/** Lets the run end with `error` a little later, as its workflow closes. Nothing when none is in flight, or it is ending already. */
export function stopRun(world: World, schema: Schema, error: string): void {
  const run = world.runs.get(schema.id);
  if (run?.phase === "queued") world.runs.delete(schema.id);
  if (run?.phase !== "running") return;
  const until = world.now() + paceOf(world.document.server).startMs;
  const part = partOf(world, run);
  world.runs.set(schema.id, {
    phase: "stopping",
    until,
    jobId: run.jobId,
    error,
    ...(part !== undefined && { part }),
  });
}

/** What a run has written by now: its rows come in evenly from its begin to its end. */
function partOf(world: World, { until, reads }: Extract<Run, { phase: "running" }>): StoppedPart | undefined {
  const { move, rows } = reads;
  if (move === undefined) return undefined;
  const left = Math.max(0, until - world.now()) / Math.max(1, durationOf(world.document.server, reads));
  return { move, count: Math.max(0, Math.min(rows, Math.floor(rows * (1 - left)))) };
}

type StoppedPart = NonNullable<Extract<Run, { phase: "stopping" }>["part"]>;
