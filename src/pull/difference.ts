import type { DesiredTable } from "../model/desired.js";
import { sameValue } from "../model/same-value.js";
import { FIELDS, fieldApplies } from "../model/settings.js";
import type { DeclaredSettings, Field } from "../model/settings.js";
import type { Declarable } from "./declarable.js";

/** What has to change in the entry of a table, so that its file says what PostHog holds. */
export interface EntryChange {
  readonly table: string;
  readonly set: DeclaredSettings;
  readonly remove: ReadonlySet<Field>;
  /** said by defaults or a rule, and no entry can take it back */
  readonly contradicted: readonly Field[];
}

/**
 * Compares field by field what is declared; an undeclared field is left alone. Only where the type became another one,
 * what that type takes and the old one did not is written too: an incremental table without its cursor would be a riddle.
 */
export function changeOf(declared: DesiredTable, live: Declarable): EntryChange {
  const set: Record<string, unknown> = {};
  const remove = new Set<Field>();
  const contradicted: Field[] = [];
  const typeBefore = declared.settings.sync_type;
  const isNew = (field: Field): boolean =>
    typeBefore !== undefined && typeBefore !== live.type && !fieldApplies(field, typeBefore);
  for (const field of FIELDS) {
    const before = declared.settings[field];
    const isOwn = declared.origins[field]?.via === "table";
    const value = live.settings[field];
    if (!fieldApplies(field, live.type)) {
      if (isOwn) remove.add(field);
    } else if (before === undefined) {
      if (value !== undefined && value !== null && isNew(field)) set[field] = value;
    } else if (live.unsayable.has(field)) {
      if (isOwn) remove.add(field);
      else contradicted.push(field);
    } else if (value !== undefined && !sameValue(field, before, value)) set[field] = value;
  }
  return { table: declared.name, set, remove, contradicted };
}

export const isChange = ({ set, remove }: EntryChange): boolean => remove.size > 0 || Object.keys(set).length > 0;
