import { needsConsent, type Strategy } from "../model/effect.js";
import type { Problem } from "../model/finding.js";
import type { Owed } from "../model/journal.js";
import type { Item, StrategyOption } from "../model/plan.js";
import { assess } from "./assess.js";
import type { Assessment, Change } from "./change.js";
import { choose, consentFor, consentProblems, isAgreed } from "./consent.js";
import { valuesOf } from "./differ.js";
import { itemHash, itemId } from "./identity.js";
import { notesOf } from "./notes.js";
import { lower } from "./pipeline.js";
import { priceOf } from "./price.js";
import { PROBLEMS } from "./problems/all.js";
import { failedAndDisabled } from "./problems/state.js";
import { misplacedProblems } from "./problems/misplaced.js";
import { isPaused, isResumable, isUntouched, resume } from "./resume.js";
import type { Draft, Provenance } from "./site.js";

/** Which table, in which target. */
export interface Place {
  readonly target: { readonly host: string; readonly project_id: number };
  readonly address: string;
}

/** The part of an item that the change itself decides. */
type Core = Pick<Item, "id" | "from" | "to" | "strategy" | "options" | "steps" | "price" | "resumes"> & {
  readonly assessment: Assessment;
};

/** What is meant for one table, or undefined where nothing is left to do. */
export function itemOf(place: Place, draft: Draft, provenance: Provenance): Item | undefined {
  const core = coreOf(place, draft.change);
  return core && complete(place, draft, provenance, core);
}

/** Nothing is left to do for the table, whatever is owed on it. */
export const isSettled = (target: Place["target"], address: string, change: Change): boolean =>
  coreOf({ target, address }, change) === undefined;

function coreOf(place: Place, change: Change): Core | undefined {
  const { owed } = change;
  if (owed === undefined) return change.changed.size === 0 ? undefined : fresh(place, change);
  if (!isResumable(change, owed)) return superseding(place, change, owed);
  // One that took over another's debt is carried on under its own id even if nothing of it went out: the debt is in its record alone.
  if (owed.record.codes.includes("import-owed") || !isUntouched(change, owed)) return resumed(change, owed);
  const core = fresh(place, { ...change, owed: undefined });
  return core.id === owed.record.id ? core : { ...core, resumes: owed.record.id };
}

function fresh({ target }: Place, change: Change): Core {
  const { live, before, after, changed, owed } = change;
  const ids = {
    schema_id: live.id,
    // A pause that stands counts as on, but the field is written: what the server holds is what `from` has to say.
    from: valuesOf({ ...before, should_sync: live.settings.should_sync }, changed),
    to: valuesOf(after, changed),
  };
  const resumes = owed === undefined ? null : owed.record.id;
  const id = itemId(target, { ...ids, resumes, findings: owed === undefined ? [] : assess(change).findings });
  const { strategy, offered } = choose(change, consentFor(change.desired, id));
  const chosen = under(change, strategy);
  const assessment = assess(chosen);
  return {
    id,
    from: ids.from,
    to: ids.to,
    strategy,
    options: offered.map((option) => optionOf(change, option)),
    steps: lower(chosen, assessment),
    price: priceOf(chosen, assessment),
    resumes,
    assessment,
  };
}

const under = (change: Change, strategy: Strategy | null): Change =>
  strategy === null ? change : { ...change, strategy };

function optionOf(change: Change, strategy: Strategy): StrategyOption {
  const chosen = under(change, strategy);
  const assessment = assess(chosen);
  const worst = assessment.findings.find(({ effect }) => effect === assessment.effect);
  return {
    strategy,
    effect: assessment.effect,
    price: priceOf(chosen, assessment),
    consequence: worst?.message ?? "nothing happens to the rows",
  };
}

/** The YAML has moved on since the item was begun: a new item takes over what the old one owes, unless that is given up. */
function superseding(place: Place, change: Change, owed: Owed): Core | undefined {
  // The consent that approved the item with `keep` agreed to the rows, not to forgetting what the item still owes.
  const givenUp = owed.record.strategy !== "keep" && consentFor(change.desired, owed.record.id)?.strategy === "keep";
  const paused = isPaused(owed, change.live);
  // Without a change of its own the item still has to switch a paused table on again.
  const changed = paused ? new Set([...change.changed, "should_sync" as const]) : change.changed;
  const core = fresh(place, { ...change, changed, owed: givenUp ? undefined : owed });
  const isNothing = changed.size === 0 && core.assessment.findings.length === 0;
  return isNothing ? undefined : { ...core, resumes: owed.record.id };
}

function resumed(change: Change, owed: Owed): Core {
  const { id, from, to } = owed.record;
  return { id, from, to, ...resume(change, owed, consentFor(change.desired, id)?.strategy), resumes: id };
}

function complete(place: Place, draft: Draft, provenance: Provenance, core: Core): Item {
  const { assessment, strategy, steps, ...parts } = core;
  const { source, live, desired, before, owed } = draft.change;
  const { effect, findings } = assessment;
  const origin = originOf(provenance, core);
  const paused = owed !== undefined && isPaused(owed, live);
  const asked = { ...parts, effect, strategy };
  const hashed = { id: core.id, schema_id: live.id, from: core.from, to: core.to, effect, strategy, steps };
  return {
    ...parts,
    hash: itemHash(place.target, hashed),
    address: place.address,
    source_id: source.id,
    schema_id: live.id,
    table: live.name,
    drifted: provenance.drifted,
    effect,
    findings,
    strategy,
    steps,
    consented: needsConsent(effect) && isAgreed(draft.change, asked),
    notes: notesOf(draft.change, core.id),
    problems: [
      ...checked(under(draft.change, strategy), assessment, core.resumes === core.id),
      ...misplacedProblems(draft),
      // What is never carried out needs nobody's consent.
      ...(origin === "drift" ? [] : consentProblems(draft.change, asked)),
    ],
    origin,
    should_sync_before: paused || steps.some(({ kind }) => kind === "pause") ? before.should_sync : null,
    at: desired.at,
  };
}

/** An unfinished item is no hand edit, although the declaration may be an old one. */
function originOf({ unchanged, pending }: Provenance, { resumes }: Core): Item["origin"] {
  if (!unchanged) return "change";
  return resumes === null && !pending ? "drift" : "merged-not-applied";
}

/** An item that was begun met this check when it was approved, and its table may look failed because its own run was cut short. */
const CHECKS_OF_RESUMED = PROBLEMS.filter((check) => check !== failedAndDisabled);

const checked = (change: Change, assessment: Assessment, isResumed: boolean): readonly Problem[] =>
  (isResumed ? CHECKS_OF_RESUMED : PROBLEMS).flatMap(({ code, check }) => {
    const problem = check(change, assessment);
    return problem === undefined ? [] : [{ code, ...problem }];
  });
