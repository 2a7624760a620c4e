import { invalid } from "../errors.js";
import { isRecord } from "../../model/is-record.js";
import { pythonType } from "../python-text.js";
import type { CdcTableMode, IncrementalFieldType, SyncFrequency, SyncType } from "../state.js";
import {
  anything,
  boolean,
  choice,
  integer,
  listOf,
  nullable,
  text,
  timeOfDay,
  type FieldType,
} from "./field-types.js";

export const SYNC_TYPES = ["full_refresh", "incremental", "append", "webhook", "cdc", "xmin"] as const;
export const CURSOR_TYPES = ["integer", "numeric", "datetime", "date", "timestamp", "objectid", "xid"] as const;
export const TABLE_MODES = ["consolidated", "cdc_only", "both"] as const;
export const FREQUENCIES = ["5min", "15min", "30min", "1hour", "6hour", "12hour", "24hour", "7day", "30day"] as const;
const frequencyChoice = choice(
  FREQUENCIES,
  (input) => `"${input}" is not a valid sync frequency. The fastest sync frequency is 5 minutes.`,
);

/** "never" is a choice of the field, refused afterwards because a schedule cannot be built from it. */
const frequency: FieldType<(typeof FREQUENCIES)[number]> = (value, attr) => {
  if (value === "never") {
    throw invalid('"never" is not a sync frequency. To stop syncing this table, set should_sync to false.', { attr });
  }
  return frequencyChoice(value, attr);
};

/** What the API calls these fields, and what they hold once they are read. */
interface WritableFields {
  should_sync: boolean;
  sync_type: SyncType | null;
  incremental_field: string | null;
  incremental_field_type: IncrementalFieldType | null;
  incremental_field_lookback_seconds: number | null;
  sync_frequency: SyncFrequency | null;
  sync_time_of_day: string | null;
  full_refresh_interval_days: number | null;
  full_refresh_time_of_day: string | null;
  primary_key_columns: string[] | null;
  cdc_table_mode: CdcTableMode | null;
  /** Not judged by itself; nor are the filters. */
  enabled_columns: unknown;
  row_filters: unknown;
  api_version: string | null;
}

/** The writable fields that a body carries. A null that was sent is a write; what was not sent is absent. */
export type SentFields = Readonly<Partial<WritableFields>>;

/** In the order in which PostHog reads them: of several wrong fields the first one is reported. */
const FIELDS: { readonly [Name in keyof WritableFields]: FieldType<WritableFields[Name]> } = {
  should_sync: boolean,
  sync_type: nullable(choice(SYNC_TYPES)),
  incremental_field: nullable(text()),
  incremental_field_type: nullable(choice(CURSOR_TYPES)),
  incremental_field_lookback_seconds: nullable(integer({ min: 0, max: 5_184_000 })),
  sync_frequency: nullable(frequency),
  sync_time_of_day: nullable(timeOfDay),
  full_refresh_interval_days: nullable(integer({ min: 1, max: 90 })),
  full_refresh_time_of_day: nullable(timeOfDay),
  primary_key_columns: nullable(listOf(text())),
  cdc_table_mode: nullable(choice(TABLE_MODES)),
  enabled_columns: anything,
  row_filters: anything,
  api_version: nullable(text({ maxLength: 128 })),
};

const isField = (name: string): name is keyof WritableFields => Object.hasOwn(FIELDS, name);
const NAMES = Object.keys(FIELDS).filter(isField);

/** @throws {ApiError} 400 naming the first field that is wrong by itself. Unknown fields are ignored, as on the server. */
export function readSentFields(body: unknown = {}): SentFields {
  if (!isRecord(body)) throw invalid(`Invalid data. Expected a dictionary, but got ${pythonType(body)}.`);
  const sent: Partial<WritableFields> = {};
  for (const name of NAMES) readField(name, body, sent);
  return sent;
}

function readField<Name extends keyof WritableFields>(
  name: Name,
  body: Readonly<Record<string, unknown>>,
  into: Pick<Partial<WritableFields>, Name>,
): void {
  if (Object.hasOwn(body, name)) into[name] = FIELDS[name](body[name], name);
}
