import { isRecord } from "../../model/is-record.js";
import { latestJob, type SchemaPlace, type World } from "../world.js";
import { planReads } from "./begin.js";
import { durationOf } from "./pace.js";
import type { Run } from "./runs.js";

/**
 * Takes over what a moving document has in flight: what an earlier sandbox kept under `extensions.runs`, and every running job
 * whose workflow is open. A running job whose workflow has ended stays as it is, stuck.
 */
export function adoptRuns(world: World): void {
  const { server, extensions } = world.document;
  if (!server.auto_progress) return;
  const { runs, ...others } = extensions;
  world.document.extensions = others;
  for (const [id, place] of world.schemas) {
    const run = keptRun(runs, id) ?? runOfJob(world, place);
    if (run !== undefined) world.runs.set(id, run);
  }
}

function runOfJob(world: World, { schema, source }: SchemaPlace): Run | undefined {
  const job = latestJob(world, schema);
  if (job?.status !== "Running" || job.workflow_state !== "open") return undefined;
  const reads = planReads(schema, source, { wipes: false });
  const until = Date.parse(job.created_at) + durationOf(world.document.server, reads);
  return { phase: "running", until, jobId: job.id, reads };
}

function keptRun(runs: unknown, id: string): Run | undefined {
  const run = isRecord(runs) ? runs[id] : undefined;
  return isRun(run) ? run : undefined;
}

/** A document may hold anything under its extensions. */
function isRun(run: unknown): run is Run {
  if (!isRecord(run) || typeof run["until"] !== "number") return false;
  switch (run["phase"]) {
    case "queued":
      return true;
    case "running":
      return typeof run["jobId"] === "string" && isRecord(run["reads"]);
    case "stopping":
      return typeof run["jobId"] === "string" && typeof run["error"] === "string";
    default:
      return false;
  }
}
