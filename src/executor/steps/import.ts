import { awaitRun } from "../await-run.js";
import { checkOverlap } from "../overlap.js";
import { markOf } from "../owed.js";
import { judgeRun } from "../proof.js";
import { DONE, recorded, type ItemRun, type Runner } from "../run.js";
import { importWindows, lastAsked } from "../windows.js";
import { trigger } from "./trigger.js";

/**
 * Where the patch starts the run, its acknowledged answer is the request. Without that answer the server may have saved
 * and started nothing, and a wipe that it marked waits for any run: so a reload, never a resync.
 */
export const importRows: Runner<"import"> = async (run, { how }) => {
  const alone = await checkOverlap(run);
  if (alone.kind !== "done") return alone;
  if (how === "resync") return trigger(run, "import", "resync");
  if (how === "started" && markOf(recorded(run), "patch")?.reached === "ack") return DONE;
  return (await isUnderway(run)) ? DONE : trigger(run, "import", "reload");
};

/** A reload whose answer was lost is looked for before it is asked for again: any run that began after it will do. */
async function isUnderway(run: ItemRun): Promise<boolean> {
  const owed = recorded(run);
  if (owed === undefined || markOf(owed, "import")?.reached !== "intent") return false;
  const page = await run.source.jobs.read(run.item);
  if (!page.ok) return false;
  const { value: jobs, serverTime: now } = page.value;
  const verdict = judgeRun({
    windows: importWindows(owed),
    asked: lastAsked(owed, "await"),
    nudges: Infinity,
    jobs,
    now,
  });
  return verdict.kind === "proved" || (verdict.kind === "running" && verdict.ours);
}

export const awaitImport: Runner<"await"> = async (run) => {
  run.reached("triggered");
  if (!run.world.wait) return { kind: "started" };
  const resumed = !run.item.steps.some(({ kind }) => kind === "import");
  return awaitRun(run, { step: "await", windows: importWindows, resumed });
};
