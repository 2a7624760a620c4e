import { describe, expect, it } from "vitest";
import { judgeRun, NO_RUN_LIMIT_MS, NUDGE_MS, type Evidence } from "../../src/executor/proof.js";
import type { Job } from "../../src/model/live.js";
import { aJob } from "../support/change.js";

const NOON = Date.parse("2026-11-22T12:00:00Z");
const at = (seconds: number): string => new Date(NOON + seconds * 1000).toISOString();

/** Seconds count from the answer to the trigger, which came at noon. */
const job = (id: string, created: number, ended: number | null, status = "Completed", latest_error?: string): Job =>
  aJob({
    id,
    status,
    created_at: at(created),
    finished_at: ended === null ? null : at(ended),
    latest_error: latest_error ?? null,
  });
const running = (id: string, created: number): Job => job(id, created, null, "Running");

const OLD = job("old", -3600, -3000);
const TRIGGER = { known: "old", since: NOON };
/** The second of the answer is past. */
const AFTER = { known: "old", since: NOON + 1000 };

const judged = (jobs: readonly Job[], over: Partial<Evidence> = {}): string => {
  const evidence = { windows: [AFTER], asked: TRIGGER, nudges: 0, now: NOON + 60_000, jobs, ...over };
  const verdict = judgeRun(evidence);
  const which = "job" in verdict ? ` ${verdict.job.id}` : "";
  const whose = verdict.kind === "running" && !verdict.ours ? " (older)" : "";
  return `${verdict.kind}${verdict.kind === "failed" ? `:${verdict.code}` : ""}${which}${whose}`;
};

describe("what a page of jobs says about the run that was asked for", () => {
  it.each<[string, readonly Job[], string]>([
    ["nothing, while no job has appeared", [OLD], "nothing-yet"],
    ["nothing, where the table never ran and no job has appeared", [], "nothing-yet"],
    ["it runs", [running("new", 1), OLD], "running new"],
    ["it has completed", [job("new", 1, 30), OLD], "proved new"],
    [
      "a status of a newer server counts as running until it has ended",
      [job("new", 1, null, "Retrying"), OLD],
      "running new",
    ],
    ["it has failed", [job("new", 1, 30, "Failed", "no such column"), OLD], "failed:run-failed new"],
    ["somebody cancelled it", [job("new", 1, 30, "Failed", "Sync cancelled by user"), OLD], "failed:run-cancelled new"],
    ["it met the billing limit", [job("new", 1, 30, "Billing limits"), OLD], "failed:billing-limit new"],
    [
      "it met the billing limit, without an end",
      [job("new", 1, null, "Billing limit too low"), OLD],
      "failed:billing-limit new",
    ],
    [
      "a later run that completed makes up for one that failed",
      [job("b", 60, 90), job("a", 1, 30, "Failed")],
      "proved b",
    ],
    ["a run after a failed one decides", [running("b", 60), job("a", 1, 30, "Failed"), OLD], "running b"],
    ["a run in the very second of the answer may be an older one", [running("new", 0), OLD], "running new (older)"],
    ["a run of that second that ended took the request along", [job("new", 0, 30), OLD], "trigger-again"],
    ["a run of that second that was known before is not", [job("old", 0, 30)], "trigger-again"],
    [
      "a run that began and ended while the answer was on its way proves nothing",
      [job("new", -2, -1), OLD],
      "trigger-again",
    ],
    ["one that failed meanwhile neither", [job("new", -2, -1, "Failed", "no such column"), OLD], "trigger-again"],
    ["a page that lacks the known job holds newer ones only", [job("new", 1, 30)], "proved new"],
    ["an older run is waited out", [running("old", -3600)], "running old (older)"],
    ["an older run that ended after the trigger took it along", [job("old", -3600, 40)], "trigger-again"],
    ["an older run that ended in the trigger's second was waited out before", [job("old", -3600, 0.4)], "nothing-yet"],
    [
      "a run that a resync itself cut off is not the one it asked for",
      [job("scheduled", 0.1, 0.4, "Failed", "Sync cancelled by user"), OLD],
      "nothing-yet",
    ],
  ])("%s", (_behaviour, jobs, expected) => {
    expect(judged(jobs)).toBe(expected);
  });

  it("counts a run in the second of the answer that a look after it did not know", () => {
    const look = { known: "stranger", since: NOON };
    const stranger = job("stranger", 0.1, 30);

    expect(judged([job("new", 0.6, 40), stranger, OLD], { windows: [look, AFTER] })).toBe("proved new");
    expect(judged([running("stranger", 0.1), OLD], { windows: [look, AFTER] })).toBe("running stranger (older)");
  });

  it("counts a scheduled run that began after the patch, but not one of the patch's own second", () => {
    const patched = { known: "old", since: NOON - 10_000 + 1000 };
    const reloaded = { known: "scheduled", since: NOON };
    const windows = [reloaded, patched];

    expect(judged([job("scheduled", -5, 30), OLD], { windows, asked: reloaded })).toBe("proved scheduled");
    expect(judged([running("scheduled", -5), OLD], { windows, asked: reloaded })).toBe("running scheduled");
    expect(judged([running("scheduled", -9.5), OLD], { windows, asked: reloaded })).toBe("running scheduled (older)");
  });

  it("forgets a failure from before the run was asked for again", () => {
    const asked = { known: "failed", since: NOON + 50_000 };
    const failed = job("failed", 1, 30, "Failed");

    expect(judged([failed, OLD], { asked })).toBe("nothing-yet");
    expect(judged([job("again", 55, 58, "Failed"), failed, OLD], { asked })).toBe("failed:run-failed again");
    expect(judged([job("again", 55, 58), failed, OLD], { asked })).toBe("proved again");
  });

  it.each([
    ["waits a few minutes", NUDGE_MS - 1, 0, "nothing-yet"],
    ["asks again then, as the trigger may have been dropped", NUDGE_MS, 0, "trigger-again"],
    ["waits out the hour in which the server may skip runs", NO_RUN_LIMIT_MS - 1, 1, "nothing-yet"],
    ["asks once more after it", NO_RUN_LIMIT_MS, 1, "trigger-again"],
    ["waits as long again", NO_RUN_LIMIT_MS - 1, 2, "nothing-yet"],
    ["gives up then", NO_RUN_LIMIT_MS, 2, "no-run"],
  ])("where no run ever comes: %s", (_behaviour, waited, nudges, expected) => {
    expect(judged([OLD], { now: NOON + waited, nudges })).toBe(expected);
  });

  it("has a limit above the hour for which the server skips the runs of a failing table", () => {
    expect(NO_RUN_LIMIT_MS).toBeGreaterThan(3_600_000);
  });
});
