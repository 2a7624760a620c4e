import type { LiveSource, LiveTable, SourceOffer, SourceTraits } from "../../model/live.js";
import { isWorse } from "../../model/effect.js";
import type { Field } from "../../model/settings.js";
import type { Assessment, Change } from "../change.js";
import { turnsOn } from "../situation.js";

const METHOD: readonly Field[] = [
  "sync_type",
  "incremental_field",
  "incremental_field_type",
  "primary_key_columns",
  "cdc_table_mode",
];

export const touches = ({ changed }: Change, fields: readonly Field[]): boolean =>
  fields.some((field) => changed.has(field));

/**
 * Does the change decide how the table syncs, or bring it to sync? What is stored and left alone is not judged:
 * another frequency must not be held up by a cursor that nobody touches.
 */
export const touchesMethod = (change: Change): boolean => touches(change, METHOD) || turnsOn(change);

/** What not every source takes, and PostHog tells only beside a table read alone. */
export const wantsTraits = ({ changed, after }: Change): boolean =>
  (changed.has("row_filters") && (after.row_filters ?? []).length > 0) ||
  (changed.has("api_version") && after.api_version !== null);

/** Rows are at stake: worse than a break in reading. */
export const isSerious = ({ effect }: Assessment): boolean => isWorse(effect, "disruptive");

/** The source's answer about this table, where there is one. */
export const offerOf = ({ offer }: LiveTable): SourceOffer | undefined =>
  offer.state === "read" ? offer.value : undefined;

/** What the source takes, where that was read. */
export const traitsOf = ({ traits }: LiveSource): SourceTraits | undefined =>
  traits.state === "read" ? traits.value : undefined;

/** Every column name that anybody knows of; empty: nobody does. */
export function knownColumns(live: LiveTable): readonly string[] {
  const offered = offerOf(live)?.available_columns ?? [];
  return offered.length > 0 ? offered : live.available_columns;
}

/** PostHog passes a name that differs in case only. */
export const missingFrom = (columns: readonly string[], names: readonly string[]): readonly string[] => {
  const known = new Set(columns.map((column) => column.toLowerCase()));
  return names.filter((name) => !known.has(name.toLowerCase()));
};
