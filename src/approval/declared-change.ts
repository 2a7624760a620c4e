import type { DesiredSource, DesiredState, DesiredTable, SourceSelector } from "../model/desired.js";
import type { ConsentLine, DeclaredChange } from "../model/github/contribution.js";
import { DEFAULT_POLICY } from "../model/policy.js";
import type { Policy } from "../model/policy.js";
import { sameValue } from "../model/same-value.js";
import { FIELDS } from "../model/settings.js";

interface Declared {
  readonly address: string;
  readonly table: DesiredTable;
  readonly source: DesiredSource;
}

const selectorText = (selector: SourceSelector): string =>
  selector.by === "id" ? `id ${selector.id}` : `type ${selector.source_type} ${selector.prefix}`;

/** By what a table is in the source, not by the file that declares it: a renamed file changes nothing. */
function tablesOf(state: DesiredState | undefined): ReadonlyMap<string, Declared> {
  if (state === undefined) return new Map();
  return new Map(
    state.sources.flatMap((source) =>
      source.tables.map((table) => [
        JSON.stringify([selectorText(source.selector), table.name]),
        { address: `${state.target.name}/${source.key}/${table.name}`, table, source },
      ]),
    ),
  );
}

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

/** What the source asks for beside its tables is carried out with any of them. */
const sameSource = (a: DesiredSource, b: DesiredSource): boolean =>
  JSON.stringify([a.cdc ?? null, a.webhook ?? null]) === JSON.stringify([b.cdc ?? null, b.webhook ?? null]);

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

const identity = ({ target }: DesiredState): string => [target.host, target.project_id, target.api_key_env].join("\n");

/** A removal ends a target: that turns it to no other project. */
function targetOf(base: DesiredState | undefined, tip: DesiredState | undefined): DeclaredChange["target"] {
  if (tip === undefined) return "same";
  if (base === undefined) return "new";
  return identity(base) === identity(tip) ? "same" : "changed";
}

/** A contribution, as far as one target is concerned. */
export interface Stretch {
  /** as declared at its first parent; undefined: the target was not declared there */
  readonly base: DesiredState | undefined;
  /** as declared at its end; undefined: it is not declared any more */
  readonly tip: DesiredState | undefined;
  readonly workflows_changed: readonly string[];
  /** of the project file at its first parent, which speaks for targets that it does not name yet, too */
  readonly policy: Policy | undefined;
}

/** What a contribution changes in the declaration of one target. */
export function declaredChange({ base, tip, workflows_changed, policy = DEFAULT_POLICY }: Stretch): DeclaredChange {
  const [before, after] = [tablesOf(base), tablesOf(tip)];
  const changed = [...after].filter(([key, declared]) => {
    const earlier = before.get(key);
    return earlier === undefined || !same(earlier, declared);
  });
  const removed = [...before].filter(([key]) => !after.has(key));
  return {
    tables: [...changed, ...removed].map(([, { address }]) => address).toSorted(),
    consents: changed.flatMap(([key, declared]) => newConsents(before.get(key), declared)),
    target: targetOf(base, tip),
    workflows_changed,
    policy,
  };
}
