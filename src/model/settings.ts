/** How one table syncs, in the API's own words: the writable fields of a schema and where each of them means something. */

export const SYNC_TYPES = ["full_refresh", "incremental", "append", "webhook", "cdc", "xmin"] as const;
export type SyncType = (typeof SYNC_TYPES)[number];

export const CURSOR_TYPES = ["integer", "numeric", "datetime", "date", "timestamp", "objectid"] as const;
export type CursorType = (typeof CURSOR_TYPES)[number];

/** Shortest first. `1min` can still be read from old rows, `never` cannot be stored: neither can be declared. */
export const FREQUENCIES = ["5min", "15min", "30min", "1hour", "6hour", "12hour", "24hour", "7day", "30day"] as const;
export type Frequency = (typeof FREQUENCIES)[number];

export const CDC_TABLE_MODES = ["consolidated", "cdc_only", "both"] as const;
export type CdcTableMode = (typeof CDC_TABLE_MODES)[number];

export const FILTER_OPERATORS = ["=", "!=", ">", ">=", "<", "<=", "IN", "NOT IN"] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

type Scalar = string | number | boolean;
export interface RowFilter {
  readonly column: string;
  /** a FilterOperator where declared; a newer server may hold another, which then equals nothing declared */
  readonly operator: string;
  readonly value: Scalar | readonly Scalar[];
}

/** Every field of a table that Warehog can write. `null` is a value only where the type says so: the server takes it as "none" or "all". */
export interface TableSettings {
  readonly sync_type: SyncType;
  readonly incremental_field: string;
  readonly incremental_field_type: CursorType;
  readonly incremental_field_lookback_seconds: number | null;
  readonly primary_key_columns: readonly string[] | null;
  readonly cdc_table_mode: CdcTableMode;
  readonly sync_frequency: Frequency;
  /** UTC, HH:MM:SS */
  readonly sync_time_of_day: string | null;
  readonly should_sync: boolean;
  readonly full_refresh_interval_days: number | null;
  /** UTC, HH:MM:SS */
  readonly full_refresh_time_of_day: string | null;
  /** null: all columns */
  readonly enabled_columns: readonly string[] | null;
  /** null: all rows */
  readonly row_filters: readonly RowFilter[] | null;
  /** null: the source's own version */
  readonly api_version: string | null;
}

export type Field = keyof TableSettings;
export type FieldValue = TableSettings[Field];
/** What a user declared, after defaults and rules: an undeclared field is left alone. */
export type DeclaredSettings = Partial<TableSettings>;
/**
 * What the server holds. Unknown enum values stay strings, so that a newer server is reported and never overwritten blindly;
 * a value it never stored is null.
 */
export type LiveSettings = {
  readonly [F in Field]: TableSettings[F] | null | (TableSettings[F] extends string | null ? string : never);
};

const ALL = SYNC_TYPES;
const without = (...types: readonly SyncType[]): readonly SyncType[] =>
  SYNC_TYPES.filter((type) => !types.includes(type));

/**
 * Which sync types give a field a meaning. Elsewhere the server drops or ignores it without a word, so it is never compared and may not be declared.
 * The key order is the order in which fields are shown.
 */
export const FIELD_APPLIES: { readonly [F in Field]: readonly SyncType[] } = {
  should_sync: ALL,
  sync_type: ALL,
  incremental_field: ["incremental", "append"],
  incremental_field_type: ["incremental", "append"],
  incremental_field_lookback_seconds: ["incremental"],
  primary_key_columns: without("full_refresh"),
  cdc_table_mode: ["cdc"],
  sync_frequency: ALL,
  sync_time_of_day: ALL,
  full_refresh_interval_days: ["incremental", "append", "xmin"],
  full_refresh_time_of_day: ["incremental", "append", "xmin"],
  enabled_columns: ALL,
  row_filters: without("cdc"),
  api_version: without("webhook"),
};

export const isField = (name: string): name is Field => Object.hasOwn(FIELD_APPLIES, name);
export const FIELDS: readonly Field[] = Object.keys(FIELD_APPLIES).filter(isField);

/** Does `field` mean anything under `type`? With a type that is not set or not known, only what every type shares does. */
export function fieldApplies(field: Field, type: string | null): boolean {
  const types = FIELD_APPLIES[field];
  return types === ALL || types.some((candidate) => candidate === type);
}

export const isSyncType = (value: string | null): value is SyncType => SYNC_TYPES.some((type) => type === value);

/** Seconds between two runs. `1min` is read from old rows alone. */
export const FREQUENCY_SECONDS = {
  "1min": 60,
  "5min": 300,
  "15min": 900,
  "30min": 1800,
  "1hour": 3600,
  "6hour": 21_600,
  "12hour": 43_200,
  "24hour": 86_400,
  "7day": 604_800,
  "30day": 2_592_000,
} satisfies Readonly<Record<Frequency | "1min", number>>;
const SECONDS: ReadonlyMap<string, number> = new Map(Object.entries(FREQUENCY_SECONDS));

/** Seconds between two runs, or undefined for an interval that is not known or not stored. */
export function frequencySeconds(frequency: string | null): number | undefined {
  return frequency === null ? undefined : SECONDS.get(frequency);
}
