import type { DesiredSource, DesiredState, DesiredTable } from "../model/desired.js";
import type { ConsentLine, DeclaredChange } from "../model/github/contribution.js";
import type { Guards } from "../model/github/guards.js";
import { DEFAULT_POLICY } from "../model/policy.js";
import { guardChanges, whichGuard } from "./guards.js";
import { NOTHING_ASKED, sourceSections } from "../model/source-sections.js";
import { sourcesOf, tablesOf } from "./declared-tables.js";
import type { Declared } from "./declared-tables.js";
import { sameValue } from "../model/same-value.js";
import { FIELDS } from "../model/settings.js";

const sameSettings = (a: DesiredTable, b: DesiredTable): boolean =>
  FIELDS.every(
    (field) =>
      (a.settings[field] === undefined) === (b.settings[field] === undefined) &&
      sameValue(field, a.settings[field], b.settings[field]),
  );

/** A reason that was reworded is a new line: somebody has looked at it again. */
const consentTexts = ({ consent }: DesiredTable): readonly string[] =>
  consent.map(({ id, strategy, reason }) => JSON.stringify([id, strategy ?? null, reason]));

const sameConsents = (a: DesiredTable, b: DesiredTable): boolean =>
  JSON.stringify(consentTexts(a)) === JSON.stringify(consentTexts(b));

/** What the source asks for beside its tables is carried out with any of them, or by an item of its own. */
const sameSource = (a: DesiredSource, b: DesiredSource): boolean => sourceSections(a) === sourceSections(b);

const same = (a: Declared, b: Declared): boolean =>
  a.table.protect === b.table.protect &&
  sameSettings(a.table, b.table) &&
  sameConsents(a.table, b.table) &&
  sameSource(a.source, b.source);

function newConsents(earlier: Declared | undefined, { address, table }: Declared): readonly ConsentLine[] {
  const known = new Set(earlier === undefined ? [] : consentTexts(earlier.table));
  const texts = consentTexts(table);
  return table.consent
    .filter((_, index) => !known.has(texts[index] ?? ""))
    .map(({ id, strategy }) => ({ address, id, strategy: strategy ?? null }));
}

/** A contribution, as far as one target is concerned. */
export interface Stretch {
  /** as declared at its first parent; undefined: the target was not declared there */
  readonly base: DesiredState | undefined;
  /** as declared at its end; undefined: it is not declared any more */
  readonly tip: DesiredState | undefined;
  readonly workflows_changed: readonly string[];
  /** declared at its first parent and at its end; undefined: there is no project file */
  readonly guards: { readonly base: Guards | undefined; readonly tip: Guards | undefined };
}

/**
 * What a contribution changes in the declaration of one target.
 *
 * @param inForce  guards before it; undefined: nothing ever was, for this is the first project file
 */
export function declaredChange(stretch: Stretch, inForce: Guards | undefined): DeclaredChange {
  const { base, workflows_changed, guards } = stretch;
  const [before, changed] = [tablesOf(base), changedTables(stretch)];
  // What was left behind is taken up only by one that touches the target, and so shows it.
  const changes = touchesTarget(stretch) ? between(inForce, guards.tip) : [];
  const own = new Set(between(guards.base ?? inForce, guards.tip).map(whichGuard));
  return {
    tables: touchedTables(stretch),
    consents: changed.flatMap(([key, declared]) => newConsents(before.get(key), declared)),
    target: targetOf(guards, inForce),
    workflows_changed,
    policy: inForce?.policy ?? DEFAULT_POLICY,
    guards: changes,
    left_behind: changes.filter((change) => !own.has(whichGuard(change))),
  };
}

/** Whether it differs from its first parent in anything that concerns the target. */
export const touchesTarget = (stretch: Stretch): boolean =>
  touchedTables(stretch).length > 0 || areTouched(stretch.guards);

function areTouched({ base, tip }: Stretch["guards"]): boolean {
  if (!base?.target && !tip?.target) return false;
  if (base === undefined || tip === undefined) return true;
  return guardChanges(base, tip).length > 0;
}

/** Addresses of tables and sources, removed ones too. */
export function touchedTables(stretch: Pick<Stretch, "base" | "tip">): readonly string[] {
  const { base, tip } = stretch;
  const after = tablesOf(tip);
  const removed = [...tablesOf(base)].filter(([key]) => !after.has(key));
  return [
    ...[...changedTables(stretch), ...removed].map(([, { address }]) => address),
    ...changedSources(base, tip),
  ].toSorted();
}

function changedTables({ base, tip }: Pick<Stretch, "base" | "tip">): readonly (readonly [string, Declared])[] {
  const before = tablesOf(base);
  return [...tablesOf(tip)].filter(([key, declared]) => {
    const earlier = before.get(key);
    return earlier === undefined || !same(earlier, declared);
  });
}

/** Sources whose own sections are new or other ones; nothing is ever carried out because a section is gone. */
function changedSources(base: DesiredState | undefined, tip: DesiredState | undefined): readonly string[] {
  const before = sourcesOf(base);
  return [...sourcesOf(tip)].flatMap(([key, { address, source }]) => {
    const earlier = before.get(key);
    const asked = sourceSections(source);
    return asked === (earlier === undefined ? NOTHING_ASKED : sourceSections(earlier.source)) ? [] : [address];
  });
}

/** The first project file is brought by its merge: nothing was guarded before it. */
const between = (before: Guards | undefined, after: Guards | undefined): DeclaredChange["guards"] =>
  before === undefined ? [] : guardChanges(before, after ?? { ...before, target: null, protected: [] });

/** One that was merged before and approved by nobody is turned, like one that goes elsewhere. */
function targetOf({ base, tip }: Stretch["guards"], inForce: Guards | undefined): DeclaredChange["target"] {
  if (!tip?.target) return "gone";
  if (inForce?.target && !guardChanges(inForce, tip).some(({ guard }) => guard === "target")) return "same";
  return base?.target ? "changed" : "new";
}
