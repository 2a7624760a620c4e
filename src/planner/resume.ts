import type { Effect, Strategy } from "../model/effect.js";
import type { Owed } from "../model/journal.js";
import type { LiveTable } from "../model/live.js";
import type { Price, Step, StepKind, StrategyOption } from "../model/plan.js";
import { sameValue } from "../model/same-value.js";
import { FIELDS, type Field, type LiveSettings } from "../model/settings.js";
import { assess, wipesRows } from "./assess.js";
import type { Assessment, Change } from "./change.js";
import { priceOf } from "./price.js";
import { type Begun, reached, remainingSteps } from "./remaining-steps.js";

/** An unfinished item carried on: the approved one, less what is done. */
export interface Resumption {
  readonly assessment: Assessment;
  readonly strategy: Strategy | null;
  readonly options: readonly StrategyOption[];
  readonly steps: readonly Step[];
  readonly price: Price;
}

/** Something went out to the server; a hold only looks and waits. */
const isBegun = ({ marks }: Owed): boolean => marks.some(({ step }) => step !== "hold");

/**
 * The table is off because an unfinished item paused it: for the plan it counts as on, or nothing would switch it on again.
 * A pause inherited from an earlier item has no step in the record. After the patch, off is somebody else's doing.
 */
export function isPaused(owed: Owed, live: LiveTable): boolean {
  const { record } = owed;
  const paused = reached(owed, "pause") !== undefined || !record.steps.some(({ kind }) => kind === "pause");
  const putBack = (reached(owed, "patch") ?? "intent") !== "intent";
  return record.should_sync_before === true && live.settings.should_sync === false && paused && !putBack;
}

const recorded = ({ record }: Owed): readonly Field[] => FIELDS.filter((field) => record.to[field] !== undefined);

/** Everything still wanted is what the unfinished item wanted, no less and no more. */
export function isResumable({ after, changed }: Change, owed: Owed): boolean {
  const fields = recorded(owed);
  const stillWanted = fields.every((field) => sameValue(field, after[field], valueOf(owed, "to", field)));
  return stillWanted && [...changed].every((field) => fields.includes(field));
}

const valueOf = ({ record }: Owed, side: "from" | "to", field: Field): LiveSettings[Field] | undefined =>
  record[side][field];

/** The change as it was when the item was begun, so that the same rules find the same reasons. */
function asBegun(change: Change, owed: Owed): Change {
  const { record } = owed;
  const fields = recorded(owed);
  const before: LiveSettings = {
    ...change.before,
    ...Object.fromEntries(fields.map((field) => [field, valueOf(owed, "from", field) ?? null])),
  };
  const deleted = change.live.table === null && record.steps.some(({ kind }) => kind === "delete_data");
  // Rows that its own run has brought in since are not what it began with.
  const first = record.codes.includes("first-import");
  const table = deleted
    ? { id: record.schema_id, name: record.table, hogql_name: null, row_count: null, columns: [] }
    : first
      ? null
      : change.live.table;
  return {
    ...change,
    before,
    changed: new Set(fields),
    live: { ...change.live, table },
    strategy: record.strategy ?? change.strategy,
    owed: record.codes.includes("import-owed") ? owed : undefined,
  };
}

/** What an import that is given up leaves to do. A key cannot be written while rows exist, so their deletion stays. */
function withoutImport(owed: Owed, steps: readonly Step[]): readonly Step[] {
  const idle: StepKind[] = ["catch_up", "import", "await"];
  if (owed.record.strategy === "rebuild") idle.push("pause", "delete_data");
  return steps.filter(({ kind }) => !idle.includes(kind));
}

/** A reload wipes nothing, unless it stands for a run that the patch should have started. */
const wipes = ({ record }: Owed, left: readonly Step[]): boolean =>
  left.some(({ kind }) => kind === "delete_data") ||
  (left.some(({ kind }) => kind === "import") &&
    record.steps.some((step) => step.kind === "import" && step.how !== "reload"));
const runs = ({ kind }: Step): boolean => kind === "import" || kind === "await";

/**
 * Without its import the patch alone decides about the rows. One that makes PostHog wipe, or that has to delete them first, is
 * taken back in the YAML as long as it has not gone out.
 */
const wipesAnyway = (original: Change, left: readonly Step[]): boolean =>
  left.some(({ kind }) => kind === "patch") && wipesRows(assess({ ...original, strategy: "keep", owed: undefined }));

/** PostHog keeps in mind what it was asked to wipe, or what a patch made it wipe, and does so with whatever run comes next. */
function wipeStands(original: Change, owed: Owed, left: readonly Step[]): boolean {
  const { steps } = owed.record;
  const resyncs = steps.some((step) => step.kind === "import" && step.how === "resync");
  if (resyncs && reached(owed, "import") !== undefined) return true;
  // What is deleted is gone already, and a patch that has not gone out made nothing of it.
  if ([...steps, ...left].some(({ kind }) => kind === "delete_data") || left.some(({ kind }) => kind === "patch"))
    return false;
  return wipesRows(assess({ ...original, strategy: "keep", owed: undefined }));
}

function givingUp({ record }: Owed, steps: readonly Step[], stands: boolean): StrategyOption {
  const base = { strategy: "keep", price: { rows_wiped: 0, rows_imported: 0, recurring: false } } as const;
  if (stands)
    return {
      ...base,
      effect: record.effect,
      consequence:
        "nobody waits for the import that is owed: PostHog deletes and imports the rows all the same, when a run comes",
    };
  return {
    ...base,
    effect: steps.some(({ kind }) => kind === "delete_data") ? "wipe" : "gap",
    consequence: "the import that is owed is given up: rows imported before the change stay as they are",
  };
}

/** @param consent the strategy that the reviewed YAML names for the item's id */
export function resume(change: Change, owed: Owed, consent: Strategy | undefined): Resumption {
  const { record } = owed;
  const begun: Begun = { owed, live: change.live, source: change.source };
  const left = remainingSteps(begun);
  const original = asBegun(change, owed);
  const canGiveUp = left.some(runs) && record.strategy !== "keep" && !wipesAnyway(original, left);
  const givesUp = canGiveUp && consent === "keep";
  const steps = givesUp ? withoutImport(owed, left) : left;
  const gaveUp = givingUp(owed, steps, wipeStands(original, owed, left));

  const found = assess(original);
  const findings = found.findings.filter(({ code }) => record.codes.includes(code));
  const { hold: _recomputed, ...needs } = found.needs;
  const holds = steps.some(({ kind }) => kind === "hold");
  const effect: Effect = givesUp ? gaveUp.effect : record.effect;
  const full = priceOf(original, found);
  const price: Price = {
    ...full,
    // What was deleted already cannot go once more, although its import is one that wipes.
    rows_wiped: change.live.table !== null && wipes(owed, steps) ? full.rows_wiped : 0,
    rows_imported: steps.some(runs) ? full.rows_imported : 0,
  };
  return {
    assessment: { effect, findings, needs: holds ? { ...needs, hold: true } : needs },
    strategy: givesUp ? "keep" : record.strategy,
    options: canGiveUp ? [...ownOption(record.strategy, record.effect, price), gaveUp] : [],
    steps,
    price,
  };
}

const ownOption = (strategy: Strategy | null, effect: Effect, price: Price): readonly StrategyOption[] =>
  strategy === null ? [] : [{ strategy, effect, price, consequence: "what is left of the item is carried out" }];

/** Nothing was written yet and nobody else wrote it: the item is planned as if it had never been begun. */
export const isUntouched = (change: Change, owed: Owed): boolean =>
  !isBegun(owed) && recorded(owed).every((field) => change.changed.has(field));
