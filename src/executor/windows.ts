import type { Owed, StepMark } from "../model/journal.js";
import type { Item, StepKind } from "../model/plan.js";
import { markOf } from "./owed.js";
import { SECOND_MS, type Window } from "./proof.js";

/**
 * Which runs prove the import of an item.
 *
 * A resync counts from its own answer alone: an earlier run, even one under the new fields, did not wipe. For every other
 * import a run that the schedule began after the last write is as good as the one that was asked for. It began after that
 * write if nobody knew it when the import was about to be asked for, or if its time is past the write's own second.
 */
export function importWindows(owed: Owed): readonly Window[] {
  const how = howOf(owed.record);
  const asked = markOf(owed, "import");
  const [written] = acknowledged(markOf(owed, "create_webhook") ?? markOf(owed, "patch"));
  if (how === undefined) return [];
  if (how === "resync" || written === undefined) return acknowledged(asked);
  if (how === "started" && asked === undefined) return acknowledged(markOf(owed, "patch"));
  const later = { ...written, since: written.since + SECOND_MS };
  return asked === undefined ? [later] : [{ known: asked.newest_job, since: written.since }, later];
}

/** The run before the change, under the old fields, that brings in what the new ones would no longer fetch. */
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
