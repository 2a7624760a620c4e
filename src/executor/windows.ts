import type { Owed, StepMark } from "../model/journal.js";
import type { Item, StepKind } from "../model/plan.js";
import { markOf } from "./owed.js";
import { SECOND_MS, type Window } from "./proof.js";

/**
 * Which runs prove the import of an item.
 *
 * A resync counts from its own answer alone: an earlier run, even one under the new fields, did not wipe. For every other
 * import a run that the schedule began after the last write is as good as the one that was asked for: one that nobody knew
 * when the import was about to be asked for began after that write.
 */
export function importWindows(owed: Owed): readonly Window[] {
  const how = howOf(owed.record);
  const asked = markOf(owed, "import");
  const written = markOf(owed, "create_webhook") ?? markOf(owed, "patch");
  // The wait is begun with a look at the jobs, once everything that asks for the run was answered.
  const awaited = markOf(owed, "await");
  if (how === undefined) return [];
  if (how === "resync" || (written?.server_time ?? null) === null) return after(asked, awaited);
  if (how === "started" && asked === undefined) return after(markOf(owed, "patch"), awaited);
  return after(written, asked ?? awaited);
}

/** The run before the change, under the old fields, that brings in what the new ones would no longer fetch: any run that is new. */
export const catchUpWindows = (owed: Owed): readonly Window[] => acknowledged(markOf(owed, "catch_up"));

/** When a run was last asked for, and the newest job that was there: what failed before that is history. */
export function lastAsked({ marks }: Owed, step: "catch_up" | "await"): Window {
  const asking: readonly StepKind[] = step === "catch_up" ? ["catch_up"] : ["patch", "import", "await"];
  const answered = marks.filter((mark) => asking.includes(mark.step)).flatMap(acknowledged);
  return answered.toSorted((a, b) => a.since - b.since).at(-1) ?? { known: null, since: 0 };
}

/** How the rows of an item are imported; undefined: they are not. */
export function howOf({ steps }: Pick<Item, "steps">): "started" | "resync" | "reload" | undefined {
  return steps.find((step) => step.kind === "import")?.how;
}

function acknowledged(mark: StepMark | undefined): readonly Window[] {
  if (mark === undefined || mark.server_time === null) return [];
  return [{ known: mark.newest_job, since: mark.server_time - (mark.server_time % SECOND_MS) }];
}

/**
 * Runs that began after an answer. The Date header has whole seconds, so a run of that very second may have begun just before
 * the write took hold: it counts only if a later look at the jobs did not know it yet.
 */
function after(mark: StepMark | undefined, look: StepMark | undefined): readonly Window[] {
  return acknowledged(mark).flatMap(({ known, since }) => [
    ...(look === undefined ? [] : [{ known: look.newest_job, since }]),
    { known, since: since + SECOND_MS },
  ]);
}
