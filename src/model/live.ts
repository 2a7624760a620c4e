import type { LiveSettings } from "./settings.js";

/** A fact that may not have been asked for, or that the server or the key would not tell. "Could not read" is never "unchanged". */
export type Probe<T> =
  | { readonly state: "not-read" }
  | {
      readonly state: "refused";
      readonly reason: "scope" | "managed" | "source-error" | "failed";
      readonly message: string;
    }
  | { readonly state: "read"; readonly value: T };

export interface IncrementalField {
  readonly field: string;
  readonly field_type: string;
  readonly is_indexed?: boolean;
}

/** The source's own answer about one table (`incremental_fields`). null: the server does not know or does not offer it. */
export interface SourceOffer {
  readonly incremental_fields: readonly IncrementalField[];
  readonly incremental_available: boolean;
  readonly append_available: boolean;
  readonly full_refresh_available: boolean;
  readonly supports_webhooks: boolean;
  readonly webhook_only: boolean;
  readonly cdc_available: boolean | null;
  readonly xmin_available: boolean | null;
  readonly available_columns: readonly string[];
  readonly detected_primary_keys: readonly string[] | null;
  readonly primary_key_detection_supported: boolean | null;
}

/** Statuses as shown: Running, Completed, Failed, `Billing limits`, `Billing limit too low`; newer ones stay strings. */
export interface Job {
  readonly id: string;
  readonly schema_id: string;
  readonly created_at: string; // ISO 8601, server time
  readonly finished_at: string | null;
  readonly status: string;
  readonly rows_synced: number | null;
  readonly latest_error: string | null;
}

export interface SyncedTable {
  readonly id: string;
  readonly name: string;
  readonly hogql_name: string | null;
  /** rows held now; null: the server does not say */
  readonly row_count: number | null;
  readonly columns: readonly string[];
}

/** One table of a source as the API shows it, its values in normal form (see adapters/posthog/decode). */
export interface LiveTable {
  readonly id: string;
  readonly name: string;
  readonly settings: LiveSettings;
  /** null before the first sync and after its data was deleted */
  readonly table: SyncedTable | null;
  readonly status: string | null;
  readonly latest_error: string | null;
  readonly last_synced_at: string | null;
  readonly available_columns: readonly string[];
  /** discovery has stored the columns: only then can a selection be checked */
  readonly columns_known: boolean;
  readonly incremental_sync_blocked: string | null;
  readonly user_access_level: string | null;
  readonly offer: Probe<SourceOffer>;
  /** newest first; enough to know the newest run and whether one is Running */
  readonly jobs: Probe<readonly Job[]>;
}

/** What the list of sources says of a table, without a retrieve. */
export interface ListedTable {
  readonly id: string;
  readonly name: string;
  readonly should_sync: boolean;
  readonly status: string | null;
  readonly sync_type: string | null;
}

export interface CdcStatus {
  readonly enabled: boolean;
  readonly schedule_paused: boolean | null;
  readonly slot_exists: boolean | null;
  readonly publication_exists: boolean | null;
  /** null: the server does not tell */
  readonly published_tables: readonly string[] | null;
  /** of the log that the slot holds back; absent: the server does not tell */
  readonly lag?: { readonly bytes: number; readonly critical_mb: number };
}

export interface WebhookInfo {
  readonly supports_webhooks: boolean;
  readonly exists: boolean;
  readonly auto_creation_blocked_reason: string | null;
  /** null: the provider was not asked, or did not answer */
  readonly external_exists: boolean | null;
  /** who has switched it off; null: nobody */
  readonly switched_off_by: "PostHog" | "the provider" | null;
  readonly missing_events: readonly string[];
  /** names of the webhook's inputs that hold a value; of a secret one no more is told */
  readonly filled_inputs: readonly string[];
  /** what the provider tells of, e.g. `customer` → id of the schema that it feeds */
  readonly schema_mapping: Readonly<Record<string, string>>;
}

/** What PostHog tells of a source only beside one of its tables. null: the server does not say */
export interface SourceTraits {
  readonly supports_row_filters: boolean | null;
  readonly supported_api_versions: readonly string[] | null;
}

export interface LiveSource {
  readonly id: string;
  readonly source_type: string;
  readonly prefix: string; // "" where the server has none
  readonly access_method: "warehouse" | "direct";
  readonly listed: readonly ListedTable[];
  /** every table with all its fields, or undefined where no retrieve was made (a source that nobody declared) */
  readonly tables: readonly LiveTable[] | undefined;
  readonly supports_webhooks: boolean;
  readonly supports_column_selection: boolean;
  readonly traits: Probe<SourceTraits>;
  readonly auto_sync_new_schemas: boolean;
  readonly user_access_level: string | null;
  readonly cdc: {
    readonly enabled: boolean;
    readonly management_mode: "posthog" | "self_managed";
    readonly status: Probe<CdcStatus>;
    /** sentences of the server; empty: all is met */
    readonly prerequisites: Probe<readonly string[]>;
  };
  readonly webhook: Probe<WebhookInfo>;
}

/** Told by the fields present in a retrieved schema; there is no version endpoint to trust. */
export interface ServerCapabilities {
  /** 2025 server: a PATCH without sync_type may null the type. Never written to. */
  readonly too_old: boolean;
  /** false: every PATCH saves the whole row as read (before Sep 2026), so no PATCH may race a finishing run */
  readonly field_scoped_save: boolean;
  readonly lookback: boolean;
  readonly row_filters: boolean;
  readonly enabled_columns: boolean;
  readonly api_version: boolean;
  readonly full_refresh_interval: boolean;
}

/** One snapshot of what a project reports. */
export interface LiveState {
  readonly project_id: number;
  readonly sources: readonly LiveSource[];
  readonly server: ServerCapabilities;
  /** can the key that planned also write? null: no call told */
  readonly key_can_write: boolean | null;
}
