import { effective } from "../config/layers.js";
import type { SharedLayer } from "../config/layers.js";
import { sameValue } from "../model/same-value.js";
import { FIELDS } from "../model/settings.js";
import type { DeclaredSettings, Field } from "../model/settings.js";
import type { Declarable } from "./declarable.js";

interface Own {
  /** what the entry of the table has to say beside its defaults and rules */
  readonly settings: DeclaredSettings;
  /** what defaults and rules say of it although it cannot be said: no entry takes it back */
  readonly contradicted: readonly Field[];
}

export function ownSettings({ name, type, settings, unsayable }: Declarable, shared: readonly SharedLayer[]): Own {
  const given = effective(name, shared, { settings: {}, origins: {} }).settings;
  const isGiven = given.sync_type === type;
  const inherited = isGiven ? given : effective(name, shared, { settings: { sync_type: type }, origins: {} }).settings;
  const own: Record<string, unknown> = {};
  const contradicted: Field[] = [];
  for (const field of FIELDS) {
    const before = field === "sync_type" && !isGiven ? undefined : inherited[field];
    const value = settings[field];
    if (value === undefined) {
      if (before !== undefined && (before !== null || unsayable.has(field))) contradicted.push(field);
    } else if (isBesideCursor(field, own) || (before === undefined ? value !== null : !sameValue(field, before, value)))
      own[field] = value;
  }
  return { settings: own, contradicted };
}

/** A cursor is read together with its type. */
const isBesideCursor = (field: Field, own: Readonly<Record<string, unknown>>): boolean =>
  field === "incremental_field_type" && own["incremental_field"] !== undefined;
