import type { Covers } from "../model/coverage.js";
import { isWorse } from "../model/effect.js";
import type { Owed } from "../model/journal.js";
import { isOfSource } from "../model/plan.js";
import type { FieldValues, Item, PatchBody, Step, StepKind } from "../model/plan.js";
import { FIELDS, type Field, type LiveSettings } from "../model/settings.js";
import { sameValue } from "../model/same-value.js";
import { reached } from "./remaining-steps.js";

type Difference = string | undefined;
/** The approved item, the same table planned again, the approved item's record where the fresh one resumes it, and all that is owed on the table. */
interface Pair {
  readonly approved: Item;
  readonly fresh: Item;
  readonly own: Owed | undefined;
  readonly owed: readonly Owed[];
}
type Check = (pair: Pair) => readonly Difference[];

const when = (differs: boolean, text: string): Difference => (differs ? text : undefined);
const same = (field: Field, a: FieldValues, b: FieldValues): boolean => sameValue(field, a[field], b[field]);
const fieldsOf = (values: FieldValues): readonly Field[] => FIELDS.filter((field) => field in values);

const identity: Check = ({ approved, fresh }) => [
  when(
    approved.schema_id !== fresh.schema_id || approved.source_id !== fresh.source_id,
    "it is another table than the approved one",
  ),
];

/** Part of a change can be worse than all of it: whatever is not planned any more has to stand already. */
const standing = (approved: Item, fresh: Item | undefined, live: LiveSettings | undefined): readonly Difference[] =>
  fieldsOf(approved.to).map((field) =>
    when(
      live !== undefined &&
        !(fresh !== undefined && field in fresh.to) &&
        !sameValue(field, approved.to[field], live[field]),
      `${field} is neither as approved nor planned any more`,
    ),
  );

const aims: Check = ({ approved, fresh }) =>
  fieldsOf(fresh.to).map((field) =>
    when(
      !(field in approved.to) || !same(field, approved.to, fresh.to),
      `${field} would become something else than approved`,
    ),
  );

const origins: Check = ({ approved, fresh, owed }) =>
  fieldsOf(fresh.to).map((field) => {
    const expected = [approved.from, ...owed.map(({ record }) => record.to)];
    return when(
      !expected.some((values) => field in values && same(field, values, fresh.from)),
      `${field} has changed since the plan was made`,
    );
  });

const consequences: Check = ({ approved, fresh }) => {
  const codes = new Set(approved.findings.map(({ code }) => code));
  const unseen = fresh.findings.map(({ code }) => code).filter((code) => !codes.has(code));
  return [
    when(
      isWorse(fresh.effect, approved.effect) || (fresh.effect === "gap" && approved.effect !== "gap"),
      `its effect is now ${fresh.effect}, and ${approved.effect} was approved`,
    ),
    when(
      approved.strategy !== fresh.strategy,
      `its strategy is now ${fresh.strategy ?? "none"}, and ${approved.strategy ?? "none"} was approved`,
    ),
    when(unseen.length > 0, `the plan did not say ${unseen.join(", ")}`),
  ];
};

/** Waiting for a run to end changes nothing of what was approved. */
const isDeed = ({ kind }: Step): boolean => kind !== "hold";
/** What another item of the source, a person, or a run that has Completed meanwhile may have done. */
const MAY_BE_MISSING: readonly StepKind[] = ["catch_up", "enable_cdc", "create_webhook", "delete_webhook"];
/** The planner drops these from an unfinished item only where the server shows that they stand. */
const SEEN: readonly StepKind[] = ["pause", "delete_data", "patch", "enable"];
const isAcked = (owed: Owed, kind: StepKind): boolean => (reached(owed, kind) ?? "intent") !== "intent";

function isProvedDone(step: Step, own: Owed | undefined): boolean {
  if (own === undefined) return false;
  if (SEEN.includes(step.kind)) return true;
  if (step.kind !== "import") return reached(own, step.kind) === "proof";
  return isAcked(own, "import") || (step.how === "started" && isAcked(own, "patch"));
}

const bodyWithin = (approved: PatchBody, fresh: PatchBody): boolean =>
  fieldsOf(fresh).every((field) => field in approved && same(field, approved, fresh));

function sameStep(approved: Step, fresh: Step, own: Owed | undefined): boolean {
  if (approved.kind === "patch" && fresh.kind === "patch") return bodyWithin(approved.body, fresh.body);
  if (approved.kind === "import" && fresh.kind === "import") {
    // The answer to the patch that starts a run was lost: a reload carries the server's own wipe mark out.
    const lost = own !== undefined && approved.how === "started" && fresh.how === "reload";
    return approved.how === fresh.how || lost;
  }
  return approved.kind === fresh.kind && JSON.stringify(approved) === JSON.stringify(fresh);
}

const steps: Check = ({ approved, fresh, own }) => {
  const left = fresh.steps.filter(isDeed);
  const missing: Difference[] = [];
  for (const step of approved.steps.filter(isDeed)) {
    const [next] = left;
    if (next !== undefined && sameStep(step, next, own)) left.shift();
    else if (!MAY_BE_MISSING.includes(step.kind) && !isProvedDone(step, own))
      missing.push(`the step ${step.kind} was approved and is not planned any more`);
  }
  return [...missing, ...left.map(({ kind }) => `the step ${kind} is not as approved`)];
};

const CHECKS: readonly Check[] = [identity, aims, origins, consequences, steps];

/**
 * An approval covers the same table brought to the same values, in no worse a way than was shown: no other strategy, no new
 * reason, no other step. Less is covered where the journal or the server shows that the rest is done.
 */
export const covers: Covers = (approved, fresh, owed, live) => {
  if (isOfSource(approved)) return coversSource(approved, fresh);
  const differences = [
    ...standing(approved, fresh, live),
    ...(fresh === undefined ? [] : differencesOf(approved, fresh, owed)),
  ].filter((difference) => difference !== undefined);
  return differences.length === 0 ? { covered: true } : { covered: false, differences };
};

function differencesOf(approved: Item, fresh: Item, owed: readonly Owed[]): readonly Difference[] {
  const onTable = owed.filter(({ record }) => record.schema_id === approved.schema_id);
  const own = fresh.resumes === approved.id ? onTable.find(({ record }) => record.id === approved.id) : undefined;
  return CHECKS.flatMap((check) => check({ approved, fresh, own, owed: onTable }));
}

/** One step that looks before it writes: either all of it is left, or nothing. */
function coversSource(approved: Item, fresh: Item | undefined): ReturnType<Covers> {
  if (fresh === undefined || fresh.hash === approved.hash) return { covered: true };
  return { covered: false, differences: ["the source has changed since the plan was made"] };
}
