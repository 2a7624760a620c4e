import { isRecord } from "../../model/is-record.js";
import { invalid } from "../errors.js";
import {
  anything,
  boolean,
  choice,
  integer,
  listOf,
  nullable,
  text,
  timeOfDay,
  uuid,
  type FieldType,
} from "../patch/field-types.js";
import { SYNC_TYPES, TABLE_MODES } from "../patch/sent-fields.js";
import { pythonType } from "../python-text.js";

type Members = Readonly<Record<string, unknown>>;

/** One entry of the batch: what PATCH takes of one schema, less what only PATCH takes. */
export interface SchemaUpdate {
  readonly id: string;
  readonly applyDefaults: boolean;
  /** Still to be read as the fields of a PATCH. */
  readonly fields: Members;
}

/** Judged more loosely here than in a PATCH, whose own judgement follows. */
const FIELDS: Readonly<Record<string, FieldType<unknown>>> = {
  should_sync: boolean,
  sync_type: nullable(choice(SYNC_TYPES)),
  incremental_field: nullable(text()),
  incremental_field_type: nullable(text()),
  sync_frequency: nullable(text()),
  sync_time_of_day: nullable(timeOfDay),
  full_refresh_interval_days: nullable(integer({ min: 1, max: 90 })),
  primary_key_columns: nullable(listOf(text())),
  cdc_table_mode: nullable(choice(TABLE_MODES)),
  enabled_columns: nullable(listOf(text())),
  row_filters: anything,
};

/** @throws {ApiError} 400 naming the first wrong field of the first wrong entry */
export function readUpdates(body: unknown): readonly SchemaUpdate[] {
  const entries = isRecord(body) ? body["schemas"] : undefined;
  if (entries === undefined) throw invalid("This field is required.", { attr: "schemas", code: "required" });
  const updates = listOf(readUpdate)(entries, "schemas");
  if (updates.length > 0) return updates;
  throw invalid("This list may not be empty.", { attr: "schemas__non_field_errors", code: "empty" });
}

const readUpdate: FieldType<SchemaUpdate> = (entry, attr) => {
  if (!isRecord(entry)) {
    throw invalid(`Invalid data. Expected a dictionary, but got ${pythonType(entry)}.`, { attr });
  }
  if (entry["id"] === undefined) throw invalid("This field is required.", { attr: `${attr}__id`, code: "required" });
  const id = uuid(entry["id"], `${attr}__id`);
  const sent = Object.entries(FIELDS).filter(([name]) => Object.hasOwn(entry, name));
  const fields = sent.map(([name, type]) => [name, type(entry[name], `${attr}__${name}`)] as const);
  const asked = entry["apply_sync_defaults"];
  const applyDefaults = asked !== undefined && boolean(asked, `${attr}__apply_sync_defaults`);
  return { id, applyDefaults, fields: Object.fromEntries(fields) };
};
