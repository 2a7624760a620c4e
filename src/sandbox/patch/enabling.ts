import { invalid } from "../errors.js";
import { FREQUENCY_SECONDS } from "../../model/settings.js";
import { noSyncFrequency } from "../schedule.js";
import { isFrequencyChanged, isTimeOfDayChanged } from "./cadence.js";
import { isBeingEnabled, type Rule } from "./edit.js";

/** Whether the schedule that the request asks for can be built, and the table be synced by it. */
export const checkSchedulable: Rule = (edit) => {
  const { source, sent, before, draft } = edit;
  const scheduled = source.capabilities.supports_scheduled_sync;
  const turnedOn = sent.should_sync === true;
  if (scheduled && draft.sync_frequency === null && (turnedOn || isTimeOfDayChanged(edit))) throw noSyncFrequency();
  if (
    draft.sync_type === "cdc" &&
    (isFrequencyChanged(edit) || sent.sync_type !== undefined) &&
    draft.sync_frequency !== null &&
    FREQUENCY_SECONDS[draft.sync_frequency] > FREQUENCY_SECONDS["7day"]
  ) {
    throw invalid(
      "Change data capture keeps captured changes for 14 days, so this table must sync at least weekly. Choose Weekly or a shorter interval.",
      { attr: "sync_frequency" },
    );
  }
  if (scheduled && turnedOn && before.sync_type === null && (sent.sync_type ?? null) === null) {
    throw invalid("Sync type must be set up first before enabling schema");
  }
  if (isBeingEnabled(edit) && draft.sync_type === "cdc" && (draft.primary_key_columns ?? []).length === 0) {
    throw invalid(
      `CDC requires a primary key on table '${before.name}'. Add a primary key on the source table and retry.`,
    );
  }
};
