import { isRunning, judgeRun, SECOND_MS } from "../../executor/proof.js";
import type { Window } from "../../executor/proof.js";
import type { Clock, Stop, Warehouse } from "../../executor/ports.js";
import { mayHaveArrived } from "../../model/fault.js";
import type { ServiceFault } from "../../model/fault.js";
import type { Job } from "../../model/live.js";
import { counted } from "../../model/numbers.js";
import { failureOf } from "../live-plan.js";
import type { Located } from "../located.js";
import type { RecoveryAction } from "./foresee.js";

export interface RecoveryOutcome {
  readonly address: string;
  /** unproven: sent, and nobody has seen what came of it */
  readonly state: "done" | "unproven" | "failed" | "interrupted";
  /** null: there is nothing to explain */
  readonly code: string | null;
  readonly message: string;
  readonly job: string | null;
}

export interface Means {
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly stop: Stop;
  readonly wait: boolean;
  readonly pollMs: number;
  readonly maxWaitMs: number;
  readonly tell: (text: string) => void;
}

type Ended = Omit<RecoveryOutcome, "address">;
const done = (message: string, job: Job | null = null): Ended => ({
  state: "done",
  code: null,
  message,
  job: job?.id ?? null,
});
const unproven = (message: string): Ended => ({ state: "unproven", code: "run-unseen", message, job: null });
const failed = (
  { code, message }: { readonly code: string; readonly message: string },
  job: Job | null = null,
): Ended => ({
  state: "failed",
  code,
  message,
  job: job?.id ?? null,
});
const failedCall = (fault: ServiceFault): Ended => failed(failureOf(fault));

/** One call for one table, and what came of it. A call whose answer was lost is looked for, never repeated. */
export async function carryOut(action: RecoveryAction, located: Located, means: Means): Promise<RecoveryOutcome> {
  const ended = await (action === "cancel"
    ? cancel(located, means)
    : action === "delete-data"
      ? deleteData(located, means)
      : run(action, located, means));
  return { address: located.address, ...ended };
}

const jobsOf = async ({ source, table }: Located, { warehouse }: Means) => {
  const page = await warehouse.jobs(source.id, [table.name]);
  return page.ok
    ? { ...page, value: { ...page.value, value: page.value.value.filter((job) => job.schema_id === table.id) } }
    : page;
};

async function run(action: "reload" | "resync", located: Located, means: Means): Promise<Ended> {
  const before = await jobsOf(located, means);
  if (!before.ok) return failedCall(before.error);
  const known = before.value.value[0]?.id ?? null;
  const answer = await means.warehouse[action](located.table.id);
  if (!answer.ok && !mayHaveArrived(answer.error)) return failedCall(answer.error);
  const look = await jobsOf(located, means);
  if (!answer.ok) {
    const began = look.ok ? look.value.value.find((job) => job.id !== known) : undefined;
    return unproven(
      began === undefined
        ? "the answer was lost, and no run has begun since: look with warehog diagnose before you send it again"
        : `the answer was lost, and run ${began.id} has begun since: warehog diagnose shows its end`,
    );
  }
  if (!look.ok) return unproven("PostHog took it; its runs could not be read to see what comes of it");
  if (!means.wait) return unproven("PostHog took it; nobody waits for the run: warehog diagnose shows its end");
  const since = answer.value.serverTime - (answer.value.serverTime % SECOND_MS);
  // A reload may be served by any run since; a run that began in the very second of a resync's answer may have begun before it.
  const asked: Window = { known, since };
  const windows: readonly Window[] =
    action === "reload"
      ? [asked]
      : [
          { known: look.value.value[0]?.id ?? null, since },
          { known, since: since + SECOND_MS },
        ];
  return proveRun(located, means, windows, asked);
}

async function proveRun(located: Located, means: Means, windows: readonly Window[], first: Window): Promise<Ended> {
  const began = means.clock.now();
  let asked = first;
  let nudges = 0;
  for (;;) {
    const page = await jobsOf(located, means);
    if (!page.ok) return unproven("PostHog took it; its runs could not be read to see what came of it");
    const { value: jobs, serverTime: now } = page.value;
    const verdict = judgeRun({ windows, asked, nudges, jobs, now });
    if (verdict.kind === "proved")
      return done(`run ${verdict.job.id} Completed, ${counted(verdict.job.rows_synced ?? 0, "row")}`, verdict.job);
    if (verdict.kind === "failed")
      return failed(
        { code: verdict.code, message: `run ${verdict.job.id} ended: warehog diagnose says why` },
        verdict.job,
      );
    if (verdict.kind === "no-run")
      return failed({ code: "no-run", message: "PostHog took every request and began no run" });
    if (verdict.kind === "trigger-again") {
      // Never a second resync, which would wipe once more: the mark of the first one stands.
      const again = await means.warehouse.reload(located.table.id);
      if (!again.ok) return unproven("PostHog took it and began no run, and could not be asked again");
      asked = { known: jobs[0]?.id ?? null, since: again.value.serverTime };
      nudges++;
    }
    const stopped = await pause(means, began, `${located.address}: waiting for its run`);
    if (stopped !== undefined) return stopped;
  }
}

async function cancel(located: Located, means: Means): Promise<Ended> {
  const answer = await means.warehouse.cancel(located.table.id);
  if (!answer.ok) {
    if (answer.error.kind === "status" && answer.error.reason === "no-run-to-cancel")
      return done("no run was under way, so nothing had to be ended");
    if (!mayHaveArrived(answer.error)) return failedCall(answer.error);
  }
  const began = means.clock.now();
  for (;;) {
    const page = await jobsOf(located, means);
    const live = await means.warehouse.readTable(located.table.id);
    if (!page.ok || !live.ok)
      return unproven("PostHog could not be asked what came of it: warehog diagnose looks again");
    const running = page.value.value.find(isRunning);
    if (running === undefined && live.value.value.status !== "Running")
      return done(`no run is under way; the table is ${live.value.value.status ?? "at rest"}`);
    if (!means.wait) return unproven("PostHog took it; the run is closing: warehog diagnose shows its end");
    const stopped = await pause(means, began, `${located.address}: waiting for its run to close`);
    if (stopped !== undefined) return stopped;
  }
}

/** What counts is that the table is gone when it is read again, whatever was answered. */
async function deleteData({ table, address }: Located, { warehouse }: Means): Promise<Ended> {
  const answer = await warehouse.deleteData(table.id);
  if (!answer.ok && !mayHaveArrived(answer.error)) return failedCall(answer.error);
  const now = await warehouse.readTable(table.id);
  if (!now.ok) return unproven("the table could not be read again to see whether its rows are gone");
  return now.value.value.table === null
    ? done(`the rows are gone; warehog reload ${address} imports them again`)
    : failed({ code: "rows-still-there", message: "the table still holds rows: give the same command again" });
}

async function pause({ clock, stop, pollMs, maxWaitMs, tell }: Means, began: number, text: string) {
  if (!stop.requested && clock.now() - began >= maxWaitMs)
    return unproven("it was waited for as long as --max-wait allows: warehog diagnose shows what comes of it");
  if (!stop.requested) {
    tell(text);
    await clock.sleep(pollMs);
  }
  return stop.requested
    ? ({ ...unproven("stopped; what was sent goes on: warehog diagnose shows its end"), state: "interrupted" } as const)
    : undefined;
}
