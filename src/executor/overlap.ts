import type { Owed, StepMark } from "../model/journal.js";
import type { Job } from "../model/live.js";
import type { Item } from "../model/plan.js";
import type { Field } from "../model/settings.js";
import { markOf } from "./owed.js";
import { isNewer, SECOND_MS } from "./proof.js";
import {
  DONE,
  failed,
  failedCall,
  recorded,
  type ItemRun,
  type SourceRun,
  type StepResult,
  type Stopped,
  type World,
} from "./run.js";
import { howOf } from "./windows.js";
import { acknowledge } from "./write.js";
import { writeFields } from "./write-fields.js";

/** What becomes of the rows if a run reads under the old settings and ends under the new ones. */
type Harm =
  | "the next run may add rows twice"
  | "the next run may pass rows over or add them twice"
  | "rows as they were before may stand among the new ones";

/**
 * A run is what its table was when it began, whatever is saved meanwhile. It then writes rows above the mark that the patch has
 * taken from the table, which an append reads once more; or it writes its own mark, of the old cursor, over that of the new one;
 * or it brings rows of the old kind into a table that was just emptied. A merge is beyond all that, and so is a resync, which cuts
 * the run off, or a wipe that the patch itself asks for.
 */
export function harmOf({ from, to, steps }: Pick<Item, "from" | "to" | "steps">): Harm | undefined {
  const how = howOf({ steps });
  if (how === "resync" || how === "started") return undefined;
  if (steps.some(({ kind }) => kind === "delete_data")) return "rows as they were before may stand among the new ones";
  const had = from.sync_type;
  if (to.sync_type === "append" && had !== "incremental") return "the next run may add rows twice";
  const wroteMark = had === undefined || had === "incremental" || had === "append";
  const movesMark = wroteMark && CURSOR.some((field) => field in to);
  return movesMark ? "the next run may pass rows over or add them twice" : undefined;
}

const CURSOR: readonly Field[] = ["incremental_field", "incremental_field_type"];

/**
 * Looks once, after the patch and before anything that follows it, for a run that began while it was saved. Jobs are told apart by
 * being known or not: of a run that the last look before did not see and the first look after does, nobody can say what it read.
 * Only one that began in a later second than the answer is surely of the new settings.
 *
 * Such a run has harmed nothing yet: the next one would. So the table is switched off, whoever was to read it again. Until that
 * stands the item stays open, and the next apply looks and tells once more: what it needs for that is in the journal.
 */
export async function checkOverlap(run: ItemRun): Promise<StepResult> {
  const { world, item, source, memo } = run;
  const owed = recorded(run);
  const patch = markOf(owed, "patch");
  const hold = markOf(owed, "hold");
  const harm = owed === undefined ? undefined : harmOf(owed.record);
  if (patch === undefined || patch.reached === "proof" || harm === undefined) return DONE;
  // Without a look on record every job would be unknown, those of last year as well.
  if (hold === undefined || hold.server_time === null) return DONE;
  const page = await source.jobs.read(item);
  if (!page.ok) return failedCall(page.error);
  const job = overlapping(patch, hold.server_time, page.value.value);
  if (job === undefined) {
    await world.journal.append({ event: "proof", item: item.id, step: "patch", job: null });
    return DONE;
  }
  memo.job = job;
  // What is switched off now must not look like a pause that the patch has to put back.
  if (patch.server_time === null) await acknowledge(run, "patch", page.value);
  if (memo.table?.settings.should_sync !== false) {
    const off = await writeFields(run, "pause", { should_sync: false });
    if (off.kind === "failed") return failed({ code: CODE, message: `${told(job, harm)}; ${STILL_ON}` });
    if (off.kind !== "done") return off;
  }
  await world.journal.append({ event: "closed", item: item.id, why: "overlapped", approved: item.hash });
  return failed({ code: CODE, message: `${told(job, harm)}; ${OFF}: ${wayOut(item)}` });
}

/** The process may have ended between switching the table off and closing the item: then that is still to be told. */
export async function broughtToRest(
  { journal }: World,
  { tables }: Pick<SourceRun, "tables">,
  approved: Item,
): Promise<Stopped | undefined> {
  const owed = journal.owed().find(({ record }) => record.schema_id === approved.schema_id);
  const harm = owed === undefined ? undefined : harmOf(owed.record);
  if (owed === undefined || harm === undefined || !pausedLast(owed)) return undefined;
  const look = await tables.read(approved.schema_id);
  if (!look.ok) return failedCall(look.error);
  if (look.value.value.settings.should_sync !== false) return undefined;
  await journal.append({ event: "closed", item: owed.record.id, why: "overlapped", approved: approved.hash });
  return failed({
    code: CODE,
    message: `a run began while the change was being saved: ${harm}; ${OFF}: ${wayOut(approved)}`,
  });
}

/** Marks stand in the order in which they came: only an overlap makes a pause follow a patch that was answered. */
function pausedLast({ marks }: Owed): boolean {
  const patch = marks.findIndex(({ step, reached }) => step === "patch" && reached === "ack");
  return patch >= 0 && marks.findIndex(({ step }) => step === "pause") > patch;
}

const CODE = "run-overlapped";

/** The oldest run that began after the last look before the patch, and not surely after the patch. */
function overlapping(patch: StepMark, lookedAt: number, jobs: readonly Job[]): Job | undefined {
  const by = savedBy(patch, lookedAt);
  return jobs.findLast((job) => isNewer(job, patch.newest_job, jobs) && Date.parse(job.created_at) < by);
}

/** Unix ms of the server's clock. The process that sent a patch may have ended before its answer. */
function savedBy({ server_time }: StepMark, lookedAt: number): number {
  if (server_time !== null) return server_time - (server_time % SECOND_MS) + SECOND_MS;
  return lookedAt + LONGEST_MS;
}

/** From the look to the write, from there to the time at which a call is given up, and as long again on the server's side. */
const LONGEST_MS = 150_000;

const told = ({ id }: Job, harm: Harm): string => `run ${id} began while the change was being saved: ${harm}`;

function wayOut({ address }: Pick<Item, "address">): string {
  const [target, ...table] = address.split("/");
  return `warehog resync --target ${target} ${table.join("/")} reads every row anew, then switch the table on; or look at its rows first, and switch it on as it is`;
}

const OFF = "so the table is switched off";
const STILL_ON =
  "the table could not be switched off: do so in PostHog before its next run, then apply again, which tells what to do";
