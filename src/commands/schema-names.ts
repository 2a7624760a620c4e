export const SCHEMA_NAMES = ["project", "source", "plan", "sandbox-state"] as const;
export type SchemaName = (typeof SCHEMA_NAMES)[number];
