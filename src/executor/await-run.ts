import { assertNever } from "../model/result.js";
import type { Owed } from "../model/journal.js";
import type { Job } from "../model/live.js";
import { markOf } from "./owed.js";
import { polling } from "./poll.js";
import { judgeRun, type Verdict, type Window } from "./proof.js";
import { DONE, failed, failedCall, recorded, type ItemRun, type StepResult } from "./run.js";
import { readBack, send } from "./write.js";

/** Waits until a run that one of the windows accepts has ended; asks for it once more where the trigger came to nothing. */
export async function awaitRun(
  run: ItemRun,
  step: "catch_up" | "await",
  windowsOf: (owed: Owed) => readonly Window[],
): Promise<StepResult> {
  const { world, item, source } = run;
  const poll = polling(run, step);
  let nudged = markOf(recorded(run), "await")?.reached === "ack";
  for (;;) {
    const owed = recorded(run);
    const windows = owed === undefined ? [] : windowsOf(owed);
    if (owed === undefined || windows.length === 0) return failed(NO_TRIGGER);
    const page = await source.jobs.read(item);
    if (!page.ok) return failedCall(page.error);
    const jobs = page.value.value;
    const verdict = judgeRun({
      windows,
      jobs,
      nudged,
      now: page.value.serverTime,
      triggered: lastTrigger(owed, windows),
    });
    const job = note(run, verdict);
    switch (verdict.kind) {
      case "proved":
        await world.journal.append({ event: "proof", item: item.id, step, job: verdict.job.id });
        delete run.memo.table; // what was read before the run says nothing about the table after it
        return DONE;
      case "failed":
        await readBack(run); // what the table says of it, and whether PostHog switched it off
        return failed({ code: verdict.code, message: FAILURES[verdict.code] });
      case "no-run":
        return failed(NO_RUN);
      case "trigger-again": {
        const again = await send(run, step, jobs[0]?.id ?? null, () => world.warehouse.reload(item.schema_id));
        if (!again.ok) return failedCall(again.error);
        nudged = true;
        poll.restart();
        break;
      }
      case "running":
      case "nothing-yet":
        break;
      default:
        return assertNever(verdict);
    }
    if (!(await poll.next(job))) return { kind: "interrupted" };
  }
}

function note(run: ItemRun, verdict: Verdict): Job | undefined {
  if (!("job" in verdict)) return undefined;
  if (verdict.kind === "running" && !verdict.ours) return verdict.job;
  run.memo.job = verdict.job;
  run.reached("seen");
  return verdict.job;
}

/** Server time of the newest answer that should have started a run. */
const lastTrigger = (owed: Owed, windows: readonly Window[]): number =>
  Math.max(markOf(owed, "await")?.server_time ?? 0, ...windows.map(({ since }) => since));

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
