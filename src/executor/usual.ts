import type { Job } from "../model/live.js";
import { isRunning } from "./proof.js";

/**
 * How much longer a run goes on, in ms, if it takes as long as the newest one before it that was completed. A guess: it says when
 * to look, and nothing else.
 *
 * @param jobs  of its table, newest first
 * @param now   server time, Unix ms
 * @returns 0 where nobody knows, or it should have ended by now
 */
export function leftOf(run: Job | undefined, jobs: readonly Job[], now: number): number {
  if (run === undefined || !isRunning(run)) return 0;
  const before = jobs.find(({ status, finished_at }) => status === "Completed" && finished_at !== null);
  if (before === undefined) return 0;
  const usual = Date.parse(before.finished_at ?? "") - Date.parse(before.created_at);
  const left = usual - (now - Date.parse(run.created_at));
  return Number.isFinite(left) ? Math.max(0, left) : 0;
}
