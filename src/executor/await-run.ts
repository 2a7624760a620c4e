import type { Owed } from "../model/journal.js";
import type { Job } from "../model/live.js";
import { markOf } from "./owed.js";
import { polling } from "./poll.js";
import { leftOf } from "./usual.js";
import { judgeRun, type Verdict, type Window } from "./proof.js";
import { DONE, failed, failedCall, recorded, type ItemRun, type StepResult } from "./run.js";
import { lastAsked } from "./windows.js";
import { readBack, send } from "./write.js";

export interface Awaited {
  readonly step: "catch_up" | "await";
  readonly windows: (owed: Owed) => readonly Window[];
  /** an earlier apply asked for the run: if it has failed since, somebody has looked at it and applied again */
  readonly resumed: boolean;
}

/** Waits until a run that one of the windows accepts has ended; asks for it once more where the trigger came to nothing. */
export async function awaitRun(run: ItemRun, { step, windows: windowsOf, resumed }: Awaited): Promise<StepResult> {
  const { world, item, source } = run;
  const poll = polling(run, step);
  let retries = resumed;
  for (;;) {
    const owed = recorded(run);
    const windows = owed === undefined ? [] : windowsOf(owed);
    if (owed === undefined || windows.length === 0) return failed(NO_TRIGGER);
    const page = await source.jobs.read(item);
    if (!page.ok) return failedCall(page.error);
    const { value: jobs, serverTime: now } = page.value;
    // What asked for the run was answered before this page was read: a run that the page lacks has begun since.
    if (markOf(owed, step) === undefined)
      await world.journal.append({ event: "intent", item: item.id, step, newest_job: jobs[0]?.id ?? null });
    const verdict = judgeRun({ windows, asked: lastAsked(owed, step), nudges: run.counts.nudges, jobs, now });
    const job = note(run, verdict);

    if (verdict.kind === "proved") {
      await world.journal.append({ event: "proof", item: item.id, step, job: verdict.job.id });
      run.counts.nudges = 0;
      delete run.memo.table; // what was read before the run says nothing about the table after it
      return DONE;
    }
    if (verdict.kind === "no-run") return failed(NO_RUN);
    if (verdict.kind === "failed" && !retries) {
      await readBack(run); // what the table says of it, and whether PostHog switched it off
      return failed({ code: verdict.code, message: FAILURES[verdict.code] });
    }
    if (verdict.kind === "trigger-again" || verdict.kind === "failed") {
      const again = await send(run, step, jobs[0]?.id ?? null, () => world.warehouse.reload(item.schema_id));
      if ("kind" in again) return again;
      if (!again.ok) return failedCall(again.error);
      run.counts.nudges++;
      poll.restart();
    }
    retries = false;
    const stopped = await poll.next(job, leftOf(job, jobs, now));
    if (stopped !== undefined) return stopped;
  }
}

function note(run: ItemRun, verdict: Verdict): Job | undefined {
  if (!("job" in verdict)) return undefined;
  if (verdict.kind === "running" && !verdict.ours) return verdict.job;
  run.memo.job = verdict.job;
  if (verdict.kind !== "failed") run.reached("seen");
  return verdict.job;
}

const NO_TRIGGER = {
  code: "import-owed",
  message: "no answered request for a run is on record: the next apply asks for it",
};

const NO_RUN = {
  code: "no-run",
  message:
    "the server answered every request for a run and began none: the rows are still those from before the change",
};

const FAILURES = {
  "run-failed": "the run failed: the import stays owed, and the table holds what the server kept",
  "run-cancelled": "the run was cancelled before it ended: the import stays owed",
  "billing-limit": "the run was stopped by the billing limit: the import stays owed",
} as const;
