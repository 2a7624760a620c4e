import type { DesiredSource, DesiredState, DesiredTable } from "../model/desired.js";
import type { ConsentLine, DeclaredChange } from "../model/github/contribution.js";
import type { Guards } from "../model/github/guards.js";
import { DEFAULT_POLICY } from "../model/policy.js";
import { guardChanges } from "./guards.js";
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
  /** before it; undefined: nothing ever was, for this is the first project file */
  readonly inForce: Guards | undefined;
}

/** What a contribution changes in the declaration of one target. */
export function declaredChange({ base, tip, workflows_changed, guards, inForce }: Stretch): DeclaredChange {
  const [before, after] = [tablesOf(base), tablesOf(tip)];
  const changed = [...after].filter(([key, declared]) => {
    const earlier = before.get(key);
    return earlier === undefined || !same(earlier, declared);
  });
  const removed = [...before].filter(([key]) => !after.has(key));
  const tables = [
    ...[...changed, ...removed].map(([, { address }]) => address),
    ...changedSources(base, tip),
  ].toSorted();
  return {
    tables,
    consents: changed.flatMap(([key, declared]) => newConsents(before.get(key), declared)),
    target: targetOf(inForce, guards.tip),
    workflows_changed,
    policy: inForce?.policy ?? DEFAULT_POLICY,
    // What was left behind is taken up only by one that touches the target, and so shows it.
    guards: tables.length > 0 || areTouched(guards) ? between(inForce, guards.tip) : [],
  };
}

function areTouched({ base, tip }: Stretch["guards"]): boolean {
  if (base === undefined || tip === undefined) return base !== tip;
  return guardChanges(base, tip).length > 0;
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

function targetOf(inForce: Guards | undefined, tip: Guards | undefined): DeclaredChange["target"] {
  if (tip === undefined || tip.target === null)
    return inForce === undefined || inForce.target === null ? "same" : "gone";
  if (inForce === undefined || inForce.target === null) return "new";
  return guardChanges(inForce, tip).some(({ guard }) => guard === "target") ? "changed" : "same";
}
