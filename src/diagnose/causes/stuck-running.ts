import type { Job, LiveTable } from "../../model/live.js";
import type { Case, Cause } from "../cause.js";

const HOUR_MS = 3_600_000;
/** Reading a whole large table may take days; a run that has brought in nothing in one is not reading. */
const LONGEST = { whole: 7 * 24, later: 24 } as const;

/** Nothing tells since when: it is stuck, or its run was asked for a moment ago and is not to be seen yet. */
export const isRunUnseen = ({ status, jobs }: LiveTable): boolean =>
  status === "Running" && jobs.state === "read" && !jobs.value.some((job) => job.status === "Running");

export const stuckRunning: Cause = {
  code: "stuck-running",
  about:
    "PostHog shows the table as Running, and either no run stands behind that or one that has not ended for very long. While it does, every trigger is dropped. `warehog cancel` ends it or mends the status, `warehog reload` begins a run; no row is deleted.",
  find(theCase) {
    const { table, jobs, jobsRead } = theCase;
    if (table.status !== "Running" || !jobsRead) return undefined;
    const running = jobs.find(({ status }) => status === "Running");
    const hours = running === undefined ? undefined : hoursOf(running, theCase);
    if (running !== undefined && (hours === undefined || hours < limitOf(theCase, running))) return undefined;
    return {
      message: "the table is held in Running, so no other run of it begins",
      evidence: [
        running === undefined
          ? "none of its runs is Running"
          : `run ${running.id} has been Running for ${Math.floor(hours ?? 0)} hours${hasRows(running) ? "" : ", without a row so far"}`,
      ],
      remedies: [{ kind: "cancel" }, { kind: "reload" }],
    };
  },
};

const hasRows = ({ rows_synced }: Job): boolean => (rows_synced ?? 0) > 0;

/** Rows that come in tell a resync, which PostHog shows nowhere, from a run that hangs. */
const limitOf = ({ table }: Case, running: Job): number =>
  table.table === null || table.settings.sync_type === "full_refresh" || hasRows(running)
    ? LONGEST.whole
    : LONGEST.later;

const hoursOf = (job: Job, { now }: Case): number | undefined =>
  now === undefined ? undefined : (now - Date.parse(job.created_at)) / HOUR_MS;
