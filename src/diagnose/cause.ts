import type { Diagnosis } from "../model/diagnosis.js";
import type { Job, LiveSource, LiveTable } from "../model/live.js";
import type { DeclaredSettings } from "../model/settings.js";

/** A table that may be in trouble, and all that is known of it. */
export interface Case {
  readonly source: LiveSource;
  readonly table: LiveTable;
  /** undefined: no file declares it */
  readonly declared: DeclaredSettings | undefined;
  /** newest first; none where they were not read */
  readonly jobs: readonly Job[];
  readonly jobsRead: boolean;
  /** the server's time, Unix ms; undefined: no answer told */
  readonly now: number | undefined;
  /** of a table that failed, else "" */
  readonly error: string;
  /** switched off after it failed */
  readonly switchedOff: boolean;
}

export type Found = Pick<Diagnosis, "message" | "remedies"> & Partial<Pick<Diagnosis, "evidence" | "otherwise">>;

/** One reason why a table does not sync. */
export interface Cause {
  readonly code: string;
  /** for `warehog explain` */
  readonly about: string;
  readonly find: (theCase: Case) => Found | undefined;
}
