import type { JournalEntry, Ledger, Owed, ProvedItem, RecordedItem, StepMark } from "../model/journal.js";
import { wantsRun, type StepKind } from "../model/plan.js";

export const ledger = (owed: readonly Owed[] = [], proved: readonly ProvedItem[] = []): Ledger => ({
  open: new Map(owed.map((one) => [one.record.id, one])),
  proved: new Map(proved.map((one) => [one.hash, one])),
});

/**
 * Adds one entry to a ledger, in place.
 *
 * Opening an item ends the one that it resumes: the new record carries on what the old one owed, so a table never has two.
 * Opening an id again begins it anew, with no marks. An `intent` begins its step anew as well: only the latest attempt counts.
 *
 * @returns false where the entry does not follow from those before it: a line is missing, or the journal is not ours
 */
export function advance({ open, proved }: Ledger, entry: JournalEntry): boolean {
  if (entry.event === "opened") {
    outdate(proved, entry.record);
    open.delete(entry.item);
    if (entry.record.resumes !== null) open.delete(entry.record.resumes);
    open.set(entry.item, { record: entry.record, marks: [] });
    return entry.record.id === entry.item;
  }
  const owed = open.get(entry.item);
  if (owed === undefined) return false;
  if (entry.event === "closed") {
    if (entry.why === "proved" || entry.why === "overlapped") remember(proved, owed, entry.approved);
    return open.delete(entry.item);
  }

  const before = owed.marks.find((mark) => mark.step === entry.step);
  const mark = nextMark(before, entry);
  if (mark === undefined) return false;
  const others = owed.marks.filter((other) => other !== before);
  const kept = entry.event === "intent" ? others.flatMap((other) => followedBy(entry.step, other)) : others;
  open.set(entry.item, { ...owed, marks: [...kept, mark] });
  return true;
}

/** A run that was seen says nothing of rows under a field that is changed after it. */
function outdate(proved: Ledger["proved"], { hash, schema_id, to }: RecordedItem): void {
  for (const item of proved.values())
    if (item.hash === hash || (item.schema_id === schema_id && item.fields.some((field) => field in to)))
      proved.delete(item.hash);
}

/** The item as it was begun and as it was approved last: either may be asked for again. */
function remember(proved: Ledger["proved"], { record }: Owed, approved: string): void {
  if (!wantsRun(record)) return;
  for (const hash of [record.hash, approved])
    proved.set(hash, { hash, schema_id: record.schema_id, fields: Object.keys(record.to) });
}

/** What a step that begins makes of the mark of another one. */
function followedBy(step: StepKind, mark: StepMark): readonly StepMark[] {
  if (OUTDATES[step]?.includes(mark.step)) return [];
  // The patch goes out only after the table was seen to be gone, whatever became of the answer to its deletion.
  return step === "patch" && mark.step === "delete_data" ? [{ ...mark, reached: "ack" }] : [mark];
}

/** A run proves what was there when it began: fields written or rows deleted after it need a run of their own. */
const OUTDATES: { readonly [K in StepKind]?: readonly StepKind[] } = {
  delete_data: ["import", "await"],
  patch: ["import", "await"],
  import: ["await"],
};

type Progressing = Extract<JournalEntry, { event: "intent" | "ack" | "proof" }>;

function nextMark(before: StepMark | undefined, entry: Progressing): StepMark | undefined {
  if (entry.event === "intent")
    return { step: entry.step, reached: "intent", newest_job: entry.newest_job, server_time: null };
  if (entry.event === "ack") return before && { ...before, reached: "ack", server_time: entry.server_time };
  return { step: entry.step, newest_job: null, server_time: null, ...before, reached: "proof" };
}

/** What is begun and not proved, in the order of opening, at most one item a table and the furthest mark of each step. */
export function foldJournal(entries: readonly JournalEntry[]): readonly Owed[] {
  const folded = ledger();
  for (const entry of entries) advance(folded, entry);
  return [...folded.open.values()];
}

export const markOf = (owed: Owed | undefined, step: StepKind): StepMark | undefined =>
  owed?.marks.find((mark) => mark.step === step);

/** The steps of a record that nothing has confirmed yet: what a later run has to finish. */
export function stepsOwed({ record, marks }: Owed): readonly StepKind[] {
  const reached = new Map(marks.map((mark) => [mark.step, mark.reached]));
  const done = (step: StepKind): boolean =>
    step === "await" || step === "catch_up"
      ? reached.get(step) === "proof"
      : (reached.get(step) ?? "intent") !== "intent";
  return record.steps.map((step) => step.kind).filter((step) => step !== "hold" && !done(step));
}

/** Nothing but the read-back of the fields is left: no run of this item is waiting to be seen. */
export const isProved = (owed: Owed): boolean => !wantsRun(owed.record) || markOf(owed, "await")?.reached === "proof";
