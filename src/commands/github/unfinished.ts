import type { ApplyHistory } from "../../adapters/github/history.js";
import { recordOf } from "../../executor/record.js";
import type { ApplyIntent, ApprovedItem } from "../../model/github/apply-record.js";
import type { Owed } from "../../model/journal.js";
import type { Item } from "../../model/plan.js";

/** What earlier apply runs left: what was begun and not proved, and what was approved and not carried out. */
export interface Unfinished {
  readonly owed: readonly Owed[];
  readonly standing: readonly ApprovedItem[];
}

/**
 * From the artifacts of the apply workflow. An outcome tells how far each item got; a run that left an intent alone was killed,
 * or is under way beside this one: each of its steps may have gone out, so none of them is believed.
 */
export function unfinishedOf({ outcome, intents }: ApplyHistory): Unfinished {
  const owed = new Map((outcome?.record.owed ?? []).map((one) => [one.record.id, one]));
  const standing = new Map((outcome?.record.standing ?? []).map((one) => [one.item.id, one]));
  for (const intent of intents) {
    for (const one of intent.owed) owed.set(one.record.id, owed.get(one.record.id) ?? one);
    for (const approved of intent.approved) {
      standing.set(approved.item.id, approved);
      begin(owed, approved.item);
    }
  }
  return { owed: [...owed.values()], standing: [...standing.values()] };
}

/** As the journal holds it: a new record ends the one that it resumes, so a table never has two. */
function begin(owed: Map<string, Owed>, item: Item): void {
  const before = owed.get(item.id);
  if (item.resumes !== null && item.resumes !== item.id) owed.delete(item.resumes);
  owed.set(item.id, before === undefined ? anywhere(item) : { ...before, marks: mergeMarks(before, item) });
}

/** `intent` on every step: it may have gone out, and nobody heard the answer. */
const anywhere = (item: Item): Owed => ({
  record: recordOf(item),
  marks: item.steps.map(({ kind }) => ({ step: kind, reached: "intent", newest_job: null, server_time: null })),
});

/** What was known before the killed run stands, but a step that it may have begun anew is not proved by an earlier time. */
const mergeMarks = (before: Owed, item: Item): Owed["marks"] => {
  const begun = new Set(item.steps.map(({ kind }) => kind));
  return [...before.marks.filter(({ step }) => !begun.has(step)), ...anywhere(item).marks];
};

export const intentOf = (
  target: string,
  commit: string,
  approved: readonly ApprovedItem[],
  owed: readonly Owed[],
): ApplyIntent => ({ version: 1, kind: "intent", target, commit, approved, owed });
