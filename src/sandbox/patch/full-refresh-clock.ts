import { invalid } from "../errors.js";
import { FREQUENCY_SECONDS } from "../../model/settings.js";
import type { SyncType } from "../state.js";
import { isoTime } from "../world.js";
import { isFrequencyChanged } from "./cadence.js";
import type { Edit, Rule } from "./edit.js";
import { clockTime } from "./field-types.js";

const DAY_MS = 86_400_000;
/** A slot of the time of day that is less than this far away counts as served. */
const SLACK_MS = 3_600_000;
const TYPES: readonly (SyncType | null)[] = ["incremental", "append", "xmin"];

/** The recurring full re-import. Only a change of interval or time restarts its clock; another type drops it silently. */
export const changeFullRefreshClock: Rule = (edit) => {
  const { world, sent, before, draft } = edit;
  const days = intervalOf(edit);
  const sentTime = sent.full_refresh_time_of_day;
  // A time kept without an interval would silently apply to the next interval.
  const time =
    days === null ? null : sentTime === undefined ? before.full_refresh_time_of_day : sentTime && clockTime(sentTime);
  if (days === before.full_refresh_interval_days && time === before.full_refresh_time_of_day) return;
  draft.full_refresh_interval_days = days;
  draft.full_refresh_time_of_day = time;
  draft.next_full_refresh_at = days === null ? null : isoTime(firstSlot(world.now(), time) + days * DAY_MS);
};

function intervalOf(edit: Edit): number | null {
  const { sent, before, draft } = edit;
  const requested = sent.full_refresh_interval_days;
  const days = requested === undefined ? before.full_refresh_interval_days : requested;
  if (days === null) return null;
  if (!TYPES.includes(draft.sync_type)) {
    if (requested === undefined || days === before.full_refresh_interval_days) return null;
    throw refused(
      "Scheduled full refreshes are only available for incremental, append only, and xmin syncs. Change the sync method first.",
    );
  }
  const everyMs = draft.sync_frequency === null ? 0 : FREQUENCY_SECONDS[draft.sync_frequency] * 1000;
  if ((requested !== undefined || isFrequencyChanged(edit)) && days * DAY_MS < everyMs) {
    throw refused(
      `A full refresh runs on a scheduled sync, so the interval must be at least ${Math.floor(everyMs / DAY_MS)} days. ` +
        "Choose a longer interval, or sync more often.",
    );
  }
  return days;
}

/** Where the interval counts from: now, or the latest slot of the time of day that counts as served. Unix ms. */
function firstSlot(now: number, time: string | null): number {
  if (time === null) return now;
  const served = now + SLACK_MS;
  const slot = Date.parse(`${new Date(served).toISOString().slice(0, 10)}T${time}Z`);
  return slot > served ? slot - DAY_MS : slot;
}

const refused = (detail: string) => invalid(detail, { attr: "full_refresh_interval_days" });
