import type { Owed, StepMark } from "../model/journal.js";
import type { Item } from "../model/plan.js";
import { markOf } from "./owed.js";
import { SECOND_MS, type Window } from "./proof.js";

/**
 * Which runs prove the import of an item.
 *
 * A resync counts from its own answer alone: an earlier run, even one under the new fields, did not wipe. For every other
 * import a run that the schedule began after the last write is as good as the one that was asked for; one that began within
 * that write's own second may still have read the old fields.
 */
export function importWindows(owed: Owed): readonly Window[] {
  const imported = acknowledged(markOf(owed, "import"));
  const written = acknowledged(markOf(owed, "create_webhook") ?? markOf(owed, "patch"));
  const how = howOf(owed.record);
  if (how === undefined) return [];
  if (how === "resync") return imported;
  if (how === "started" && imported.length === 0) return acknowledged(markOf(owed, "patch"));
  return [...imported, ...written.map(fromNextSecond)];
}

/** The run before the change, under the old fields, that brings in what the new ones would no longer fetch. */
export const catchUpWindows = (owed: Owed): readonly Window[] => acknowledged(markOf(owed, "catch_up"));

/** How the rows of an item are imported; undefined: they are not. */
export function howOf({ steps }: Pick<Item, "steps">): "started" | "resync" | "reload" | undefined {
  return steps.find((step) => step.kind === "import")?.how;
}

function acknowledged(mark: StepMark | undefined): readonly Window[] {
  if (mark === undefined || mark.server_time === null) return [];
  return [{ known: mark.newest_job, since: wholeSecond(mark.server_time) }];
}

const wholeSecond = (ms: number): number => ms - (ms % SECOND_MS);
const fromNextSecond = ({ known, since }: Window): Window => ({ known, since: since + SECOND_MS });
