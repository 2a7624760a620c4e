import { isCancellation } from "../model/cancellation.js";
import type { Diagnosis, Remedy } from "../model/diagnosis.js";
import type { LiveSource, LiveTable } from "../model/live.js";
import type { DeclaredSettings } from "../model/settings.js";
import type { Case } from "./cause.js";
import { CAUSES } from "./causes/all.js";
import { masked } from "../model/mask.js";

export interface Patient {
  readonly source: LiveSource;
  readonly table: LiveTable;
  /** undefined: no file declares it */
  readonly declared: DeclaredSettings | undefined;
  /** the server's time, Unix ms; undefined: no answer told */
  readonly now: number | undefined;
}

/** Why a table does not sync as it should; undefined: nothing is known to be wrong. */
export function diagnose(patient: Patient): Diagnosis | undefined {
  const theCase = caseOf(patient);
  // Switched off and not failed: somebody wants it so.
  if (patient.table.settings.should_sync !== true && !theCase.switchedOff) return undefined;
  for (const { code, find } of CAUSES) {
    const found = find(theCase);
    if (found !== undefined)
      return {
        cause: code,
        message: found.message,
        evidence: [...evidenceOf(theCase), ...(found.evidence ?? [])],
        switched_off: theCase.switchedOff,
        remedies: theCase.switchedOff ? [...found.remedies, switchOn(theCase)] : found.remedies,
        otherwise: found.otherwise ?? [],
      };
  }
  return undefined;
}

/** Does its newest run stand for itself, or has it to be looked at? Only then are its runs worth a request. */
export const wantsJobs = ({ status, settings }: LiveTable): boolean =>
  status === "Running" ||
  (status !== null && status !== "Completed") ||
  (status === null && settings.should_sync === true);

function caseOf({ source, table, declared, now }: Patient): Case {
  const failed = table.status === "Failed" || (table.status === null && table.latest_error !== null);
  const error = failed ? (table.latest_error ?? newestError(table) ?? "") : "";
  return {
    source,
    table,
    declared,
    now,
    jobs: table.jobs.state === "read" ? table.jobs.value : [],
    jobsRead: table.jobs.state === "read",
    error,
    switchedOff: table.settings.should_sync !== true && failed && error !== "" && !isCancellation(error),
  };
}

const newestError = ({ jobs }: LiveTable): string | null =>
  jobs.state === "read" ? (jobs.value[0]?.latest_error ?? null) : null;

const evidenceOf = ({ error, switchedOff }: Case): readonly string[] => [
  ...(error === "" ? [] : [`latest_error: ${masked(error)}`]),
  ...(switchedOff
    ? [
        "should_sync is false: PostHog switches a table off after an error that retrying cannot mend, and does not say so",
      ]
    : []),
];

const ON_WIPES: ReadonlySet<string> = new Set(["cdc", "webhook"]);

/** Only after a run has Completed: a table that is switched on blindly fails again. */
const switchOn = ({ table }: Case): Remedy => ({
  kind: "change_yaml",
  what: ON_WIPES.has(table.settings.sync_type ?? "")
    ? `once that run has Completed, switch it on; PostHog then imports all its rows again, which ${table.settings.sync_type} leaves no way around`
    : "once that run has Completed, switch it on",
  set: { should_sync: true },
});
