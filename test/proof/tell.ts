import type { Event, History } from "./history.js";
import type { Verdict } from "./run-case.js";

const WORDS: Readonly<Record<Event["kind"], string>> = {
  insert: "a row is inserted",
  "insert-backdated": "a row with an old cursor is inserted",
  "insert-late": "a row is inserted whose cursor lies just below the newest",
  "insert-undelivered": "a row is inserted, and its delivery never arrives",
  update: "a row is updated",
  "update-silently": "a row is updated, its cursor is not",
  move: "a row moves to another tenant",
  delete: "a row is deleted",
  run: "a run",
  begin: "a run begins",
};

const inWords = ({ kind }: Event): string => WORDS[kind];

/** What happens, in the order in which it does. */
export function told({ before, off, during, after }: History): string {
  const parts = [
    ...before.map(inWords),
    ...off.map((event) => `while off: ${inWords(event)}`),
    ...during.map((event) => `just before the patch: ${inWords(event)}`),
    ...after.map((event) => `afterwards: ${inWords(event)}`),
  ];
  return parts.length === 0 ? "nothing needs to happen" : parts.join("; ");
}

/** What came of it. */
export function outcomeOf({ defects, lost, wipes }: Verdict): string {
  const parts = [...new Set([...defects.map(({ says }) => says), ...lost.map((what) => `${what} is gone for good`)])];
  if (parts.length > 0) return parts.join("; ");
  return wipes > 0 ? "every row went and came again, and nothing is wrong" : "nothing is wrong";
}
