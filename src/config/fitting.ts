import { FIELD_APPLIES, frequencySeconds } from "../model/settings.js";
import type { Field, SyncType } from "../model/settings.js";
import type { Explanation } from "./mistake.js";

/** Why a type has no use for what it does not take. */
const NATURE: Readonly<Record<SyncType, string>> = {
  full_refresh: "which imports the whole table every time",
  incremental: "which reads what lies above the last value of its cursor",
  append: "which adds what lies above the last value of its cursor",
  webhook: "which receives changes as they happen",
  cdc: "which follows the database's log",
  xmin: "which follows transaction numbers",
};

export function notForType(field: Field, type: SyncType): Explanation {
  return {
    code: "field-not-for-type",
    message: `"${field}" means nothing under sync_type ${type}, ${NATURE[type]}`,
    hint: `remove ${field}, or choose sync_type: ${FIELD_APPLIES[field].join(", ").replace(/, (?=[^,]+$)/, " or ")}`,
  };
}

/** @param table  named where the frequency stands elsewhere, in a default or a rule */
export function tooInfrequentForCdc(table?: string): Explanation {
  return {
    code: "cdc-too-infrequent",
    message: `changes are captured for 14 days, so ${table === undefined ? "this table" : `"${table}"`}, which follows the log, must sync at least weekly`,
    hint: "write sync_frequency: 7day or a shorter one",
  };
}

const DAY_SECONDS = 86_400;

/** The shortest interval of scheduled full refreshes that a frequency leaves room for. */
export const leastRefreshDays = (frequency: string | undefined): number =>
  Math.max(1, Math.ceil((frequencySeconds(frequency ?? null) ?? 0) / DAY_SECONDS));

export function refreshTooOften(days: number): Explanation {
  return {
    code: "full-refresh-too-often",
    message: "a scheduled full refresh runs with a sync that is due, and the syncs are further apart than that",
    hint: `write full_refresh_interval_days: ${days} or more, or sync more often`,
  };
}
