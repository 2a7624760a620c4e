import type { Job, LiveTable } from "../model/live.js";
import { masked } from "../model/mask.js";
import type { ItemOutcome } from "../model/outcome.js";
import type { Item, StepKind } from "../model/plan.js";
import { assertNever, InvariantError } from "../model/result.js";
import type { StepResult } from "./run.js";

/** The last that was read of a table and its run. */
export interface Seen {
  readonly table?: LiveTable;
  readonly job?: Job;
}

/** How an item ended that did not reach its aim. */
export interface Unfinished {
  readonly result: Exclude<StepResult, { kind: "done" }>;
  /** null: it was turned away before its first step */
  readonly step: StepKind | null;
  /** something of it may have been written */
  readonly begun: boolean;
  /** steps that a later run has to finish */
  readonly owed: readonly StepKind[];
}

export const converged = (item: Item, state: "applied" | "already", seen: Seen): ItemOutcome => ({
  id: item.id,
  address: item.address,
  state,
  step: null,
  code: null,
  message: state === "applied" ? "carried out, and read back as approved" : "everything approved stands already",
  owed: [],
  ...facts(seen),
});

export const unfinished = (item: Item, { result, step, begun, owed }: Unfinished, seen: Seen): ItemOutcome => ({
  id: item.id,
  address: item.address,
  ...verdictOf(result, begun),
  step,
  owed,
  ...facts(seen),
});

/** An item of which nothing was written was turned away or passed over, not broken off. */
function verdictOf(result: Unfinished["result"], begun: boolean): Pick<ItemOutcome, "state" | "code" | "message"> {
  switch (result.kind) {
    case "started":
      return {
        state: "started",
        code: "not-awaited",
        message: "the import was asked for, and nobody waited for its proof",
      };
    case "interrupted":
      return { state: begun ? "interrupted" : "skipped", code: "stop-requested", message: STOPPED };
    case "skipped":
      return { state: begun ? "failed" : "skipped", code: result.code, message: result.message };
    case "failed":
      return { state: begun ? "failed" : "refused", code: result.code, message: result.message };
    case "again":
      throw new InvariantError("an item that waited is judged anew, it has no outcome yet");
    default:
      return assertNever(result);
  }
}

const STOPPED = "stopped between two steps as asked: the next apply goes on from here";

function facts({ table, job }: Seen): Pick<ItemOutcome, "job" | "after"> {
  const error = job?.latest_error ?? table?.latest_error ?? null;
  const after = table && {
    rows: table.table?.row_count ?? null,
    last_synced_at: table.last_synced_at,
    latest_error: error === null ? null : masked(error),
  };
  return { job: job ? { id: job.id, status: job.status, rows: job.rows_synced } : null, after: after ?? null };
}
