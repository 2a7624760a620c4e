import { isCancellation } from "../model/cancellation.js";
import type { Job } from "../model/live.js";

/**
 * From where on a run counts as ours: newer than `known` and created at `since` or later, Unix ms of the server's clock.
 * `known` is the newest job of a page read before, null for none; a page that lacks it holds newer ones only.
 */
export interface Window {
  readonly known: string | null;
  readonly since: number;
}

export interface Evidence {
  /** a job that one of these accepts ran under the new configuration */
  readonly windows: readonly Window[];
  /** when a run was last asked for, and answered */
  readonly asked: Window;
  /** how often the run was asked for again already */
  readonly nudges: number;
  /** jobs of this table alone, newest first */
  readonly jobs: readonly Job[];
  /** server time of the page of jobs, Unix ms */
  readonly now: number;
}

export type Verdict =
  | { readonly kind: "proved"; readonly job: Job }
  /** `ours`: this run will decide; otherwise it is older than the change and has to be waited out */
  | { readonly kind: "running"; readonly job: Job; readonly ours: boolean }
  | { readonly kind: "failed"; readonly job: Job; readonly code: "run-failed" | "run-cancelled" | "billing-limit" }
  | { readonly kind: "nothing-yet" }
  /** the trigger came to nothing: reload, never resync, which would cancel and wipe once more */
  | { readonly kind: "trigger-again" }
  | { readonly kind: "no-run" };

/** After this a trigger is taken to have been dropped. To ask once more costs nothing: it is skipped if a run is on its way. */
export const NUDGE_MS = 5 * 60_000;

/** Above the hour for which the server skips the runs of a table that keeps failing, without a job and without an error. */
export const NO_RUN_LIMIT_MS = 65 * 60_000;

/** How long each request for the run is waited for; after the last of them nothing is expected any more. */
const PATIENCE_MS: readonly number[] = [NUDGE_MS, NO_RUN_LIMIT_MS, NO_RUN_LIMIT_MS];

/** What the Date header cannot tell apart. */
export const SECOND_MS = 1000;

/** What a page of jobs says about the run that was asked for. A new job that ends Completed is the only proof there is. */
export function judgeRun(evidence: Evidence): Verdict {
  const { jobs, asked, nudges, now } = evidence;
  const ours = jobs.filter((job) => counts(job, evidence));
  const completed = ours.find((job) => job.status === "Completed");
  if (completed !== undefined) return { kind: "proved", job: completed };

  const running = jobs.find(isRunning);
  if (running !== undefined) return { kind: "running", job: running, ours: ours.includes(running) };
  const failed = ours.find((job) => isNewer(job, asked.known, jobs));
  if (failed !== undefined) return { kind: "failed", job: failed, code: failureOf(failed) };

  // The schedule's overlap policy is "skip": a trigger during a run is answered 200 and dropped. A run that nobody knew may
  // have been the one asked for, if the answer was slow, or one that kept it from beginning: nothing more will come of either.
  if (jobs.some((job) => finishedAfter(job, asked.since) || isSpent(job, evidence))) return { kind: "trigger-again" };
  if (now - asked.since < (PATIENCE_MS[nudges] ?? 0)) return { kind: "nothing-yet" };
  return nudges < PATIENCE_MS.length - 1 ? { kind: "trigger-again" } : { kind: "no-run" };
}

const ENDED = new Set(["Completed", "Failed"]);

/** A status that is not known yet counts as running until the server says when it ended. */
export const isRunning = (job: Job): boolean =>
  job.status === "Running" || (job.finished_at === null && !ENDED.has(job.status) && !isBillingStop(job.status));

const isCancelled = ({ latest_error }: Job): boolean => isCancellation(latest_error);

const counts = (job: Job, { windows, jobs }: Evidence): boolean =>
  windows.some(({ known, since }) => isNewer(job, known, jobs) && Date.parse(job.created_at) >= since);

/** Began after the last look before the trigger and has ended; one that the trigger itself cut off makes room for the next. */
const isSpent = (job: Job, { asked, jobs }: Evidence): boolean => isNewer(job, asked.known, jobs) && !isCancelled(job);

/** Newer than the job that was known: a page holds the newest jobs, so one that it lacks is older than all of them. */
export function isNewer(job: Job, known: string | null, jobs: readonly Job[]): boolean {
  const knownAt = jobs.findIndex((other) => other.id === known);
  return knownAt === -1 || jobs.indexOf(job) < knownAt;
}

/** Later than the whole second of the trigger: a run that the hold waited out often ends in that very second. */
const finishedAfter = (job: Job, asked: number): boolean =>
  job.finished_at !== null && Date.parse(job.finished_at) >= asked + SECOND_MS;

function failureOf(job: Job): "run-failed" | "run-cancelled" | "billing-limit" {
  if (isBillingStop(job.status)) return "billing-limit";
  return isCancelled(job) ? "run-cancelled" : "run-failed";
}

/** `Billing limits`, or `Billing limit too low`: the quota is readable nowhere else. */
const isBillingStop = (status: string): boolean => status.startsWith("Billing limit");
