import type { JobStatus, SchemaStatus } from "../state.js";

/** A schema says "limits too low" in the plural, a job "limit too low" in the singular. */
const SCHEMA_TEXTS: Readonly<Partial<Record<SchemaStatus, string>>> = {
  BillingLimitReached: "Billing limits",
  BillingLimitTooLow: "Billing limits too low",
};

const JOB_TEXTS: Readonly<Partial<Record<JobStatus, string>>> = {
  BillingLimitReached: "Billing limits",
  BillingLimitTooLow: "Billing limit too low",
};

export const schemaStatusText = (status: SchemaStatus | null): string | null =>
  status === null ? null : (SCHEMA_TEXTS[status] ?? status);

export const jobStatusText = (status: JobStatus): string => JOB_TEXTS[status] ?? status;
