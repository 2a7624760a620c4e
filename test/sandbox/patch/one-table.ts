import type { Internal, Schema, Source } from "../../../src/sandbox/state.js";
import { aDocument, aJob, anId, aSchema, aSource, aTable, ORDERS, SOURCE } from "../support/documents.js";
import { aSandbox } from "../support/running-sandbox.js";

export const TABLE = ORDERS;
export const NEIGHBOUR = anId(3);
export const WEBHOOK = anId(15);
export const NOW = "2026-09-24T12:00:00Z";
/** Of a run that the documents below know as running. */
export const WORKFLOW = "orders-workflow";

type Members = Readonly<Record<string, unknown>>;

export interface Settings {
  readonly schema?: Members;
  readonly internal?: Members;
  /** `null`: the schema has no schedule. */
  readonly schedule?: Members | null;
  readonly source?: Members;
  readonly capabilities?: Members;
  readonly job_inputs?: Members | null;
  /** Members of the live source. */
  readonly live?: Members;
  /** Members of the live table; `null`: the live source does not have it. */
  readonly liveTable?: Members | null;
  readonly server?: Members;
  readonly temporal?: Members;
  /** A second schema of the same source. */
  readonly neighbour?: Members;
  readonly running?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface OneTable {
  patch(body: unknown): Promise<Answer>;
  /** An action of the schema, or of the source for a path that begins with `source/`. Without an action: schema or source itself. */
  call(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<Answer>;
  schema(): Schema;
  /** All of the source, deleted ones too. */
  schemas(): readonly Schema[];
  source(): Source;
  /** Without the ids, which are those of the one table. */
  effects(): readonly Record<string, unknown>[];
  /** Everything but the effects, to tell that nothing changed. */
  document(): unknown;
}

const CDC_INPUTS = {
  cdc_enabled: "True",
  cdc_management_mode: "posthog",
  cdc_slot_name: "posthog_slot",
  cdc_publication_name: "posthog_pub",
};

const ABLE = {
  supports_row_filters: true,
  supports_cdc: true,
  supports_xmin: true,
  detects_primary_keys: true,
  requires_exact_column_metadata: true,
  supported_api_versions: ["2025-01", "2026-01"],
};

const COLUMNS = [
  { name: "id", data_type: "bigint", is_nullable: false },
  { name: "updated_at", data_type: "timestamp", is_nullable: true },
  { name: "created_at", data_type: "timestamp", is_nullable: true },
  { name: "status", data_type: "text", is_nullable: true },
  { name: "payload", data_type: "jsonb", is_nullable: true },
];

/** What is synced of it. */
export const SYNCED = {
  ...aTable({ name: "shop_postgres_orders", row_count: 1000 }),
  columns: COLUMNS.map(({ name }) => ({ key: name, name, type: "string", schema_valid: true })),
};

/** A project with one Postgres source and one enabled, incrementally synced table, in which everything can be changed. */
function documentOf(settings: Settings): Members {
  const { source, capabilities, live, liveTable = {}, server, temporal, neighbour, running = false } = settings;
  const { job_inputs: inputs = CDC_INPUTS } = settings;
  const schemas = [
    theTable(settings),
    ...(neighbour === undefined ? [] : [aSchema({ id: NEIGHBOUR, name: "public.users", ...neighbour })]),
  ];
  const liveOrders = { name: "public.orders", primary_keys: ["id"], cdc_available: true, xmin_available: true };
  return aDocument(
    [
      aSource(schemas, {
        job_inputs: inputs === null ? null : { host: "db.example", ...inputs },
        capabilities: { ...ABLE, ...capabilities },
        jobs: running ? [aJob({ workflow_id: WORKFLOW })] : [],
        live_source: { ...live, tables: liveTable === null ? [] : [{ ...liveOrders, ...liveTable }] },
        ...source,
      }),
    ],
    { server: { now: NOW, ...server, temporal } },
  );
}

const theTable = ({ schema, internal, schedule = {} }: Settings): Members =>
  aSchema({
    sync_type: "incremental",
    status: "Completed",
    incremental_field: "updated_at",
    incremental_field_type: "timestamp",
    primary_key_columns: ["id"],
    available_columns: COLUMNS,
    source_column_metadata_available: true,
    table: SYNCED,
    schedule: schedule && { paused: schema?.["should_sync"] === false, every_seconds: 21_600, ...schedule },
    ...schema,
    internal: {
      initial_sync_complete: true,
      incremental_field_last_value: "2026-09-24T06:00:00",
      table_max_values: {
        id: 1000,
        updated_at: "2026-09-24T06:00:00",
        created_at: "2026-09-24T05:59:00",
        status: "sent",
      },
      ...internal,
    },
  });

export async function oneTable(settings: Settings = {}): Promise<OneTable> {
  const { call, state } = await aSandbox(documentOf(settings));
  const send = async (method: string, path: string, sent?: unknown): Promise<Answer> => {
    const { status, body } = await call(method, `${path}/`, sent === undefined ? {} : { body: JSON.stringify(sent) });
    return { status, body };
  };
  return {
    patch: (body) => send("PATCH", `external_data_schemas/${TABLE}`, body),
    call: (method, path, body) =>
      path.startsWith("source")
        ? send(method, `external_data_sources/${SOURCE}${path.slice("source".length)}`, body)
        : send(method, ["external_data_schemas", TABLE, path].filter(Boolean).join("/"), body),
    schema: () => state().sources[0]!.schemas[0]!,
    schemas: () => state().sources[0]!.schemas,
    source: () => state().sources[0]!,
    effects: () => state().effects.map(({ ...effect }: Record<string, unknown>) => withoutIds(effect)),
    document: () => state().sources,
  };
}

/** A 400 in the shape of the framework. */
export const invalid = (
  detail: string,
  { attr = null, code = "invalid_input" }: { attr?: string | null; code?: string } = {},
): Answer => ({
  status: 400,
  body: { type: "validation_error", code, detail, attr },
});

export const SERVER_ERROR: Answer = {
  status: 500,
  body: { type: "server_error", code: "error", detail: "A server error occurred.", attr: null },
};

/** What a wipe, or keeping the rows, leaves behind. */
export const cursorState = ({
  internal,
}: Schema): Pick<Internal, "incremental_field_last_value" | "reset_pipeline"> => ({
  incremental_field_last_value: internal.incremental_field_last_value,
  reset_pipeline: internal.reset_pipeline,
});

function withoutIds(effect: Record<string, unknown>): Record<string, unknown> {
  const { schema_id: _schema, source_id: _source, ...rest } = effect;
  return rest;
}
