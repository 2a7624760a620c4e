type Members = Readonly<Record<string, unknown>>;

export const SOURCE = "0199c0de-0000-7000-8000-000000000001";
export const ORDERS = "0199c0de-0000-7000-8000-000000000002";

/** Document, source and schema with the few members that a test is about; everything else is a default. */
export const aDocument = (sources: readonly Members[], members: Members = {}): Members => ({
  version: 1,
  api_keys: [{ value: "phx_full", scopes: ["*"] }],
  sources,
  ...members,
});

export const aSource = (schemas: readonly Members[], members: Members = {}): Members => ({
  id: SOURCE,
  source_type: "Postgres",
  schemas,
  ...members,
});

export const aSchema = (members: Members = {}): Members => ({
  id: ORDERS,
  name: "public.orders",
  sync_type: "full_refresh",
  schedule: { paused: false, every_seconds: 21_600 },
  ...members,
});

export const aTable = (members: Members = {}): Members => ({
  id: "0199c0de-0000-7000-8000-0000000000aa",
  name: "postgres_orders",
  row_count: 10,
  ...members,
});

export const aJob = (members: Members = {}): Members => ({
  id: "0199c0de-0000-7000-8000-0000000000bb",
  schema_id: ORDERS,
  status: "Running",
  workflow_id: "workflow-1",
  pipeline_version: "v3-kafka-s3",
  ...members,
});

/** The n-th of a row of ids that no other builder uses. */
export const anId = (n: number): string => `0199feed-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;

/** One source with one schema. */
export const oneSchema = (schema: Members = {}, source: Members = {}, document: Members = {}): Members =>
  aDocument([aSource([aSchema(schema)], source)], document);
