import { invalid } from "../errors.js";
import type { Edit, Rule } from "./edit.js";
import { clockTime } from "./field-types.js";

export const changeCadence: Rule = ({ sent, draft }) => {
  draft.sync_frequency = sent.sync_frequency ?? draft.sync_frequency;
  // Rows from before the five-minute floor may still carry it; any PATCH lifts them, except CDC, which alone ever had it.
  if (draft.sync_frequency === "1min" && draft.sync_type !== "cdc") draft.sync_frequency = "5min";
  if (sent.sync_time_of_day !== undefined) draft.sync_time_of_day = withSeconds(sent.sync_time_of_day);
};

export const isFrequencyChanged = ({ before, draft }: Edit): boolean => before.sync_frequency !== draft.sync_frequency;

export const isTimeOfDayChanged = ({ before, draft }: Edit): boolean =>
  before.sync_time_of_day !== draft.sync_time_of_day;

/** The field takes more forms of a time than the rule behind it. */
function withSeconds(time: string | null): string | null {
  if (time === null) return null;
  if (!/^\d+:\d+:\d+$/.test(time)) throw invalid("Invalid sync time of day");
  return clockTime(time);
}
