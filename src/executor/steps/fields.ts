import { recorded, type ItemRun, type Runner, type StepResult } from "../run.js";
import { howOf } from "../windows.js";
import { writeFields } from "../write-fields.js";
import { newestJob } from "./trigger.js";

/** So that no schedule fires between delete_data and the patch, which puts it back. */
export const pause: Runner<"pause"> = (run) => writeFields(run, "pause", { should_sync: false }, null);

/** The trial of a table that failed: it is switched on only after a run under the new fields has Completed. */
export const enable: Runner<"enable"> = (run) => writeFields(run, "enable", { should_sync: true }, null);

export const patch: Runner<"patch"> = async (run, { body }) => {
  const before = await jobBeforePatch(run);
  return "kind" in before ? before : writeFields(run, "patch", body, before.newest);
};

/** Only where the patch itself counts as a trigger is the job before it worth a request. */
async function jobBeforePatch(run: ItemRun): Promise<StepResult | { readonly newest: string | null }> {
  const how = howOf(recorded(run)?.record ?? run.item);
  return how === "started" || how === "reload" ? newestJob(run) : { newest: null };
}
