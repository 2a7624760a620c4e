import validateSource from "../generated/source.js";
import { holdsKey } from "../config/validate.js";
import type { LiveTable, ServerCapabilities } from "../model/live.js";
import { serverKnows } from "../model/server-fields.js";
import { FIELDS, fieldApplies, isSyncType } from "../model/settings.js";
import type { DeclaredSettings, Field, SyncType } from "../model/settings.js";

/** A live table in the words of a source file. */
export interface Declarable {
  readonly name: string;
  readonly type: SyncType;
  /** what the server holds of the fields that mean something under the type; null is "none" or "all" */
  readonly settings: DeclaredSettings;
  /** what the server holds and no file can say */
  readonly unsayable: ReadonlySet<Field>;
  /** the old interval 1min, which can be read and not set */
  readonly legacyFrequency: boolean;
}

type Entry = Record<string, unknown>;

/** The format's own schema decides what can be said. */
const fits = (name: string, entry: Entry): boolean =>
  validateSource({ version: 1, source: { source_type: "any" }, tables: { [name]: entry } });

/**
 * The settings of tables as a file can declare them. Most tables of a source are alike, so each combination is tried once.
 *
 * @returns undefined for a table without a type that this version knows: nothing of it can be declared
 */
export function declarableWith(server: ServerCapabilities): (table: LiveTable) => Declarable | undefined {
  const known = new Map<string, Omit<Declarable, "name">>();
  return ({ name, settings }) => {
    const { sync_type: type } = settings;
    if (!isSyncType(type)) return undefined;
    const key = JSON.stringify(settings);
    const found = known.get(key) ?? read(settings, type);
    known.set(key, found);
    return { name, ...found };
  };

  function read(settings: LiveTable["settings"], type: SyncType): Omit<Declarable, "name"> {
    const entry: Entry = {};
    const unsayable = new Set<Field>();
    for (const field of FIELDS) {
      if (!fieldApplies(field, type) || !serverKnows(server, field)) continue;
      const value = settings[field];
      if (fits("any", { ...entry, [field]: value }) && !holdsKey(JSON.stringify(value))) entry[field] = value;
      else unsayable.add(field);
    }
    return { type, settings: entry, unsayable, legacyFrequency: settings.sync_frequency === "1min" };
  }
}

/** YAML ends a key that stands on one line after 1,024 characters. */
const LONGEST_NAME = 1000;

export const isSayableName = (name: string): boolean =>
  name.length <= LONGEST_NAME && !holdsKey(name) && fits(name, {});
