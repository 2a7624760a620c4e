import type { DesiredTable } from "../model/desired.js";
import type { FieldValues } from "../model/plan.js";
import { sameValue } from "../model/same-value.js";
import { FIELDS, fieldApplies, type DeclaredSettings, type Field, type LiveSettings } from "../model/settings.js";

/** What a declaration comes to on one live row. */
export interface Difference {
  /** declared fields that mean something under the resulting type */
  readonly declared: DeclaredSettings;
  /** live values with the declared ones laid over them; a value that only looks different stays as the server has it */
  readonly after: LiveSettings;
  readonly changed: ReadonlySet<Field>;
  /** fields that the table itself declares although its resulting type gives them no meaning */
  readonly misplaced: readonly Field[];
}

/**
 * Compares what is declared with `before`. A field that does not apply to the resulting type is never compared;
 * one that came from defaults or a rule is dropped without a word, because those select tables of many types.
 */
export function differ(desired: DesiredTable, before: LiveSettings): Difference {
  const { settings, origins } = desired;
  const type = settings.sync_type ?? before.sync_type;
  const given = FIELDS.filter((field) => settings[field] !== undefined);
  const applying = given.filter((field) => fieldApplies(field, type));
  const changed = applying.filter((field) => !sameValue(field, settings[field], before[field]));
  return {
    declared: pick(settings, applying),
    after: changed.length === 0 ? before : { ...before, ...pick(settings, changed) },
    changed: new Set(changed),
    misplaced: given.filter((field) => !applying.includes(field) && (origins[field]?.via ?? "table") === "table"),
  };
}

/** The named fields of a set of values, in the order of FIELDS; a value that the server never stored is null. */
export function valuesOf(settings: LiveSettings, fields: ReadonlySet<Field>): FieldValues {
  return Object.fromEntries(FIELDS.filter((field) => fields.has(field)).map((field) => [field, settings[field]]));
}

const pick = (settings: DeclaredSettings, fields: readonly Field[]): DeclaredSettings =>
  Object.fromEntries(fields.map((field) => [field, settings[field]]));

/** Is the same declared, field by field? A field that only one of the two declares is a difference. */
export const sameDeclaration = (a: DeclaredSettings, b: DeclaredSettings): boolean =>
  FIELDS.every(
    (field) => (a[field] === undefined) === (b[field] === undefined) && sameValue(field, a[field], b[field]),
  );
