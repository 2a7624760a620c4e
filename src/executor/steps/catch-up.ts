import { awaitRun } from "../await-run.js";
import { markOf } from "../owed.js";
import { AGAIN, DONE, recorded, type Runner } from "../run.js";
import { catchUpWindows } from "../windows.js";
import { trigger } from "./trigger.js";

/** One run under the old fields first; then the item is judged anew, because a run takes its time. */
export const catchUp: Runner<"catch_up"> = async (run) => {
  const reached = markOf(recorded(run), "catch_up")?.reached;
  if (reached === "proof") return DONE;
  const asked = reached === "ack" ? DONE : await trigger(run, "catch_up", "reload");
  if (asked.kind !== "done") return asked;
  const seen = await awaitRun(run, { step: "catch_up", windows: catchUpWindows, resumed: reached === "ack" });
  return seen.kind === "done" ? AGAIN : seen;
};
