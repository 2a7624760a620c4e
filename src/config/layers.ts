import picomatch from "picomatch";
import type { DesiredTable } from "../model/desired.js";
import type { Position } from "../model/diagnostic.js";
import { fieldApplies, isField } from "../model/settings.js";
import type { DeclaredSettings, Field } from "../model/settings.js";
import { leastRefreshDays, notForType, refreshTooOften, tooInfrequentForCdc } from "./fitting.js";
import type { Explanation } from "./mistake.js";

/** Values that are laid over those of earlier layers, with where each was written. */
export interface Layer {
  readonly settings: DeclaredSettings;
  readonly origins: DesiredTable["origins"];
}

/** The defaults, or one rule. */
export interface SharedLayer extends Layer {
  readonly appliesTo: (table: string) => boolean;
}

/** A matcher over table names. `*` runs over dots and slashes too: a table name is no path. */
export function tableGlob(glob: string): (table: string) => boolean {
  // No nested repetition: such patterns can take exponential time, and a pull request may bring any.
  return picomatch(glob, { dot: true, bash: true, noextglob: true });
}

/** What only shows once the layers are merged: the schema judges what one entry says by itself. */
interface Contradiction {
  readonly explanation: Explanation;
  readonly at: Position;
}

/** Later layers win, lists are replaced. A default or rule that means nothing under the table's type is left out. */
export function effective(
  table: string,
  shared: readonly SharedLayer[],
  own: Layer,
): Layer & { readonly contradictions: readonly Contradiction[] } {
  const layers: readonly Layer[] = [...shared.filter(({ appliesTo }) => appliesTo(table)), own];
  const settings: { -readonly [F in keyof DeclaredSettings]: DeclaredSettings[F] } = {};
  const origins: { -readonly [F in Field]?: NonNullable<Layer["origins"][F]> } = {};
  for (const layer of layers) {
    Object.assign(settings, layer.settings);
    Object.assign(origins, layer.origins);
  }
  const contradictions: Contradiction[] = [];
  const { sync_type } = settings;
  for (const field of Object.keys(settings)) {
    if (sync_type === undefined || !isField(field) || fieldApplies(field, sync_type)) continue;
    const at = own.origins[field]?.at;
    if (at !== undefined) contradictions.push({ explanation: notForType(field, sync_type), at });
    delete settings[field];
    delete origins[field];
  }
  contradictions.push(...scheduleContradictions(table, { settings, origins }, own.settings));
  return { settings, origins, contradictions };
}

function scheduleContradictions(
  table: string,
  { settings, origins }: Layer,
  own: DeclaredSettings,
): readonly Contradiction[] {
  const { sync_type, sync_frequency, full_refresh_interval_days: days } = settings;
  if (sync_frequency === undefined) return [];
  const found: Contradiction[] = [];
  const ownFrequency = own.sync_frequency !== undefined;
  const frequencyAt = origins.sync_frequency?.at;
  if (sync_type === "cdc" && sync_frequency === "30day" && frequencyAt && !(ownFrequency && own.sync_type))
    found.push({ explanation: tooInfrequentForCdc(table), at: frequencyAt });
  const daysAt = origins.full_refresh_interval_days?.at;
  const least = leastRefreshDays(sync_frequency);
  if (days && days < least && daysAt && !(ownFrequency && own.full_refresh_interval_days))
    found.push({ explanation: refreshTooOften(least), at: daysAt });
  return found;
}
