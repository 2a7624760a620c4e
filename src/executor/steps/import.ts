import { awaitRun } from "../await-run.js";
import { markOf } from "../owed.js";
import { DONE, recorded, type Runner } from "../run.js";
import { importWindows } from "../windows.js";
import { trigger } from "./trigger.js";

/**
 * Where the patch starts the run, its acknowledged answer is the request. Without that answer the server may have saved
 * and started nothing, and a wipe that it marked waits for any run: so a reload, never a resync.
 */
export const importRows: Runner<"import"> = async (run, { how }) => {
  if (how !== "started") return trigger(run, "import", how);
  return markOf(recorded(run), "patch")?.reached === "ack" ? DONE : trigger(run, "import", "reload");
};

export const awaitImport: Runner<"await"> = async (run) => {
  run.reached("triggered");
  return run.world.wait ? awaitRun(run, "await", importWindows) : { kind: "started" };
};
