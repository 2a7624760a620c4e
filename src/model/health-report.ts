import type { Diagnosis, Remedy } from "./diagnosis.js";
import type { Job } from "./live.js";

/** A remedy as it is told: what to do, and what to type or to commit for it. */
export interface Advice {
  readonly kind: Remedy["kind"];
  readonly text: string;
  readonly command?: string;
  /** the difference of the files, line by line */
  readonly patch?: readonly string[];
}

/** One table in trouble. */
export interface TableFinding {
  /** source/table */
  readonly address: string;
  readonly source: string;
  readonly table: string;
  readonly schema_id: string;
  readonly managed: boolean;
  readonly status: string | null;
  readonly sync_type: string | null;
  readonly should_sync: boolean | null;
  readonly last_synced_at: string | null;
  /** the end of its newest run that Completed, or else when PostHog last saw rows move; null: never */
  readonly last_worked: string | null;
  /** newest first; null: not read */
  readonly runs: readonly Pick<Job, "status" | "created_at" | "finished_at" | "rows_synced">[] | null;
  readonly cause: string;
  readonly message: string;
  readonly evidence: readonly string[];
  readonly switched_off: boolean;
  readonly advice: readonly Advice[];
  readonly otherwise: readonly Advice[];
}

/** Tables of one source that have the same cause and the same way back. */
export interface FindingGroup extends Pick<Diagnosis, "cause" | "message"> {
  readonly source: string;
  readonly findings: readonly TableFinding[];
  readonly advice: readonly Advice[];
  readonly otherwise: readonly Advice[];
}

export interface HealthReport {
  readonly target: string;
  readonly groups: readonly FindingGroup[];
  /** of those that were looked at */
  readonly tables: number;
  readonly sources: number;
  /** one table was named, and nothing is wrong with it */
  readonly healthy: Pick<TableFinding, "address" | "status" | "last_worked" | "runs" | "should_sync"> | undefined;
  readonly unread: readonly string[];
}
