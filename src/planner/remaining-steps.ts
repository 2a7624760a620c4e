import type { Owed, StepMark } from "../model/journal.js";
import type { LiveSource, LiveTable } from "../model/live.js";
import type { Step, StepKind } from "../model/plan.js";
import { sameValue } from "../model/same-value.js";
import { FIELDS, type Field } from "../model/settings.js";
import { webhookIsMade } from "./webhook-use.js";

/** An unfinished item beside what the server shows of its table now. */
export interface Begun {
  readonly owed: Owed;
  readonly live: LiveTable;
  readonly source: LiveSource;
}

export const reached = ({ marks }: Owed, step: StepKind): StepMark["reached"] | undefined =>
  marks.find((mark) => mark.step === step)?.reached;

const isAcked = (owed: Owed, step: StepKind): boolean => (reached(owed, step) ?? "intent") !== "intent";
const isProved = (owed: Owed, step: StepKind): boolean => reached(owed, step) === "proof";

const stepOf = <K extends StepKind>({ record }: Owed, kind: K): Extract<Step, { kind: K }> | undefined =>
  record.steps.find((step): step is Extract<Step, { kind: K }> => step.kind === kind);

/**
 * Every value of the patch stands. Once it was acknowledged only what the item means to change counts: what it sent along
 * (a pause put back) may have been moved since by PostHog, and that is a difference of its own.
 */
function patchStands({ owed, live }: Begun): boolean {
  const body = stepOf(owed, "patch")?.body ?? {};
  const meant = (field: Field): boolean => !isAcked(owed, "patch") || owed.record.to[field] !== undefined;
  return FIELDS.every(
    (field) => !(field in body) || !meant(field) || sameValue(field, body[field], live.settings[field]),
  );
}

/**
 * Rows that a running import wrote after the data was deleted stand under the old configuration until the patch does.
 * The patch went out only when the data was gone, so any mark of it tells as much as the deletion's own.
 */
const dataIsGone = (begun: Begun): boolean =>
  begun.live.table === null ||
  ((isAcked(begun.owed, "delete_data") || reached(begun.owed, "patch") !== undefined) && patchStands(begun));

const importIsTaken = ({ owed }: Begun): boolean =>
  isAcked(owed, "import") || (stepOf(owed, "import")?.how === "started" && isAcked(owed, "patch"));

/** Where the world can be looked at it decides; what only the journal can know (runs) needs its mark. */
const DONE: { readonly [K in StepKind]: (begun: Begun) => boolean } = {
  hold: () => false,
  catch_up: ({ owed }) => isProved(owed, "catch_up"),
  enable_cdc: ({ source }) => source.cdc.enabled,
  pause: (begun) => begun.live.settings.should_sync === false || (dataIsGone(begun) && patchStands(begun)),
  delete_data: dataIsGone,
  patch: patchStands,
  create_webhook: ({ owed, source }) =>
    webhookIsMade(source, stepOf(owed, "create_webhook")?.inputs ?? {}) ?? isAcked(owed, "create_webhook"),
  import: importIsTaken,
  await: ({ owed }) => isProved(owed, "await"),
  enable: ({ live }) => live.settings.should_sync === true,
  verify: () => false,
  delete_webhook: (begun) =>
    begun.source.webhook.state === "read" ? !begun.source.webhook.value.exists : isAcked(begun.owed, "delete_webhook"),
};

const WANTS_HOLD: readonly StepKind[] = ["pause", "delete_data", "patch"];

/**
 * The recorded steps that are not done, in their order. What nobody can prove is done once more.
 *
 * A patch that should have started a run and whose answer was lost cannot be sent again to the same end, so a reload takes
 * its place: the server's own wipe mark is durable and that run carries it out.
 */
export function remainingSteps(begun: Begun): readonly Step[] {
  const open = begun.owed.record.steps.filter(({ kind }) => !DONE[kind](begun));
  const kinds = new Set(open.map(({ kind }) => kind));
  // Only the patch switches a paused table on again, so it goes out once more after every pause; and what ran before rows or
  // settings changed once more proves nothing about them.
  if (kinds.has("pause")) kinds.add("patch");
  if (kinds.has("delete_data") || kinds.has("patch")) kinds.add("import").add("await");
  const holds = WANTS_HOLD.some((kind) => kinds.has(kind));
  return begun.owed.record.steps
    .filter(({ kind }) => kinds.has(kind) && (kind !== "hold" || holds))
    .map((step) =>
      step.kind === "import" && step.how === "started" && !kinds.has("patch")
        ? { kind: "import", how: "reload" }
        : step,
    );
}
