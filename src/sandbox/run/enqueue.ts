import type { Schema } from "../state.js";
import type { World } from "../world.js";
import { paceOf } from "./pace.js";

/** Asks for a run. While one is in flight the request is dropped: the schedules of the server skip what overlaps. */
export function enqueueRun(world: World, schema: Schema): void {
  if (!world.document.server.auto_progress || world.runs.has(schema.id)) return;
  world.runs.set(schema.id, { phase: "queued", until: world.now() + paceOf(world.document.server).startMs });
}

/** Lets the run end with `error` a little later, as its workflow closes. Nothing when none is in flight, or it is ending already. */
export function stopRun(world: World, schema: Schema, error: string): void {
  const run = world.runs.get(schema.id);
  if (run?.phase === "queued") world.runs.delete(schema.id);
  if (run?.phase !== "running") return;
  const until = world.now() + paceOf(world.document.server).startMs;
  world.runs.set(schema.id, { phase: "stopping", until, jobId: run.jobId, error });
}
