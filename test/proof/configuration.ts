import type { CdcTableMode, DeclaredSettings, SyncType } from "../../src/model/settings.js";

/** What a table is synced by: the part of its settings that decides about rows. */
export interface Configuration {
  /** unique, and short enough for a table of a document */
  readonly name: string;
  readonly type: SyncType;
  readonly cursor?: "updated_at" | "created_at";
  readonly key: readonly string[];
  /** seconds */
  readonly lookback?: number;
  readonly mode?: CdcTableMode;
}

const ID = ["id"];
const PAIR = ["tenant_id", "id"];

/** Every type, and of each what the YAML can vary that rows depend on. */
export const CONFIGURATIONS = [
  { name: "full_refresh", type: "full_refresh", key: ID },
  { name: "incremental", type: "incremental", cursor: "updated_at", key: ID },
  { name: "incremental by created_at", type: "incremental", cursor: "created_at", key: ID },
  { name: "incremental, key of two", type: "incremental", cursor: "updated_at", key: PAIR },
  { name: "incremental with lookback", type: "incremental", cursor: "updated_at", lookback: 90, key: ID },
  { name: "append", type: "append", cursor: "updated_at", key: ID },
  { name: "append by created_at", type: "append", cursor: "created_at", key: ID },
  { name: "webhook", type: "webhook", key: ID },
  { name: "webhook, key of two", type: "webhook", key: PAIR },
  { name: "cdc consolidated", type: "cdc", key: ID, mode: "consolidated" },
  { name: "cdc cdc_only", type: "cdc", key: ID, mode: "cdc_only" },
  { name: "cdc both", type: "cdc", key: ID, mode: "both" },
  { name: "xmin", type: "xmin", key: ID },
] as const satisfies readonly Configuration[];

export type ConfigurationName = (typeof CONFIGURATIONS)[number]["name"];

export function configuration(name: ConfigurationName): Configuration {
  const found = CONFIGURATIONS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no configuration is called "${name}"`);
  return found;
}

/** What the YAML says of such a table; a full refresh takes no key. */
export const settingsOf = (
  { type, cursor, key, mode, lookback }: Configuration,
  should_sync: boolean,
): DeclaredSettings & Readonly<Record<string, unknown>> => ({
  should_sync,
  sync_type: type,
  ...(cursor === undefined ? {} : { incremental_field: cursor, incremental_field_type: "timestamp" as const }),
  ...(type === "full_refresh" ? {} : { primary_key_columns: key }),
  ...(lookback === undefined ? {} : { incremental_field_lookback_seconds: lookback }),
  ...(mode === undefined ? {} : { cdc_table_mode: mode }),
});
