import type {
  Capabilities,
  Internal,
  Job,
  LiveSource,
  LiveTable,
  Schedule,
  Schema,
  SchemaStatus,
  Server,
  Source,
  SourceStatus,
  StateDocument,
  Table,
  Webhook,
} from "../state.js";
import type { Given } from "./overlay.js";

/** The document as it is given, once the schema has accepted it: anything but the required keys may be absent, and texts of the API may stand for stored values. */
export type RawDocument = Pick<StateDocument, "version"> &
  Given<Omit<StateDocument, "version" | "server" | "sources" | "api_keys">> & {
    readonly api_keys?: readonly RawApiKey[];
    readonly server?: Given<Server>;
    readonly sources: readonly RawSource[];
  };

type RawApiKey = Pick<StateDocument["api_keys"][number], "value" | "scopes"> & Given<StateDocument["api_keys"][number]>;

export type RawSource = Pick<Source, "id" | "source_type"> &
  Given<
    Omit<Source, "id" | "source_type" | "status" | "schemas" | "jobs" | "webhook" | "capabilities" | "live_source">
  > & {
    readonly status?: SourceStatus | "Failed" | "Billing limits" | "Billing limits too low";
    readonly capabilities?: Given<Capabilities>;
    readonly webhook?: RawWebhook | null;
    readonly schemas?: readonly RawSchema[];
    readonly jobs?: readonly RawJob[];
    readonly live_source?: RawLiveSource;
  };

export type RawSchema = Pick<Schema, "id" | "name"> &
  Given<Omit<Schema, "id" | "name" | "status" | "table" | "schedule" | "internal">> & {
    readonly status?: SchemaStatus | "Billing limits" | "Billing limits too low" | null;
    readonly table?: (Pick<Table, "id" | "name"> & Given<Table>) | null;
    readonly schedule?: (Pick<Schedule, "paused"> & Given<Schedule>) | null;
    readonly internal?: Given<Internal>;
  };

export type RawJob = Pick<Job, "id" | "schema_id" | "status"> & Given<Job>;
export type RawWebhook = Pick<Webhook, "id"> & Given<Webhook>;
export type RawLiveTable = Pick<LiveTable, "name"> & Given<LiveTable>;

export type RawLiveSource = Given<Omit<LiveSource, "tables" | "cdc" | "webhook_provider">> & {
  readonly tables?: readonly RawLiveTable[];
  readonly cdc?: Given<LiveSource["cdc"]>;
  readonly webhook_provider?: Given<LiveSource["webhook_provider"]>;
};
