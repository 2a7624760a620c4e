import { ok } from "../../model/result.js";
import { differingFields } from "../read-back.js";
import { DONE, failed, failedCall, type ItemRun, type Runner, type StepResult } from "../run.js";
import { readBack } from "../write.js";
import { readBackDiffers } from "../write-fields.js";

/** Everything that was approved stands. A run takes its time, and PostHog and people edit tables meanwhile: after one the table is read again. */
export const verify: Runner<"verify"> = async (run) => {
  const { item, memo } = run;
  const back = memo.table === undefined ? await readBack(run) : ok({ value: memo.table });
  if (!back.ok) return failedCall(back.error);
  const differing = differingFields(item.to, back.value.value.settings);
  if (differing.length > 0) return failed(readBackDiffers(differing));
  const { sync_type } = back.value.value.settings;
  return sync_type === "webhook" && concernsDelivery(item) ? delivering(run) : DONE;
};

/** It becomes a webhook table, or carries on what an earlier item left undone: that may well have been the webhook. */
const concernsDelivery = ({ to, steps, findings }: ItemRun["item"]): boolean =>
  to.sync_type !== undefined ||
  steps.some(({ kind }) => kind === "create_webhook") ||
  findings.some(({ code }) => code === "import-owed");

/** The type can be saved although the provider refused the webhook: then nothing would ever arrive. */
async function delivering({ world, item }: ItemRun): Promise<StepResult> {
  const answer = await world.warehouse.webhookInfo(item.source_id);
  if (!answer.ok) return failedCall(answer.error);
  const { exists, external_exists, missing_events } = answer.value.value;
  if (exists && external_exists !== false && missing_events.length === 0) return DONE;
  const trouble = missing_events.length === 0 ? "has no webhook for it" : `does not send ${missing_events.join(", ")}`;
  return failed({
    code: "webhook-not-delivering",
    message: `the table is of type webhook, but the provider ${trouble}: rows would be missed`,
  });
}
