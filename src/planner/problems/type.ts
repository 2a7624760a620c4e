import {
  isSyncType,
  SYNC_TYPES,
  FREQUENCIES,
  CDC_TABLE_MODES,
  type Field,
  type SyncType,
} from "../../model/settings.js";
import type { SourceOffer } from "../../model/live.js";
import type { Change, ProblemCheck } from "../change.js";
import { turnsOn } from "../situation.js";
import { offerOf, touchesMethod } from "./touches.js";

/** What the source has to offer for a type. undefined: nobody told. Webhook and CDC have more to say in files of their own. */
const AVAILABLE: { readonly [T in SyncType]: (offer: SourceOffer, change: Change) => boolean | undefined } = {
  full_refresh: (offer) => offer.full_refresh_available,
  incremental: (offer) => offer.incremental_available,
  append: (offer) => offer.append_available,
  webhook: () => undefined,
  // null means that the team flag is off or that CDC is not on yet: only a plain no is one.
  cdc: (offer) => offer.cdc_available ?? undefined,
  // null means that the source type has no xmin.
  xmin: (offer) => offer.xmin_available === true,
};

function offeredTypes(offer: SourceOffer, change: Change): string {
  const types = SYNC_TYPES.filter((type) => AVAILABLE[type](offer, change) === true);
  return types.length === 0 ? "no sync type that Warehog knows" : types.join(", ");
}

/** The one type that a source type rules out without being asked. */
const postgresOnly = ({ source, after }: Change): boolean =>
  after.sync_type === "xmin" && source.source_type !== "Postgres";

export const typeNotAvailable: ProblemCheck = {
  code: "type-not-available",
  about:
    "The source does not offer this sync type for this table. PostHog would store it all the same, and every run would fail or nothing would ever arrive. Choose one of the types that the source offers.",
  check: (change) => {
    const { after, live } = change;
    const type = after.sync_type;
    if (!touchesMethod(change) || !isSyncType(type)) return undefined;
    const offer = offerOf(live);
    const refused = offer === undefined ? postgresOnly(change) : AVAILABLE[type](offer, change) === false;
    if (refused)
      return {
        message: `the source does not offer ${type} for "${live.name}", so its runs would fail`,
        hint:
          offer === undefined
            ? "choose another sync_type"
            : `choose a sync_type that it offers: ${offeredTypes(offer, change)}`,
      };
    if (type === "cdc" && live.available_columns.includes("_ph_cdc_seq"))
      return {
        message: `"${live.name}" has a column _ph_cdc_seq, which change data capture uses itself, so PostHog refuses cdc`,
        hint: "rename that column at the source, or choose another sync_type",
      };
    return undefined;
  },
};

type Unknown = readonly [field: Field, known: (value: string) => boolean];
const KNOWN: readonly Unknown[] = [
  ["sync_type", isSyncType],
  ["sync_frequency", (value) => value === "1min" || FREQUENCIES.some((known) => known === value)],
  ["cdc_table_mode", (value) => CDC_TABLE_MODES.some((known) => known === value)],
];

export const unknownValue: ProblemCheck = {
  code: "unknown-value",
  about:
    "PostHog holds a value that this version of Warehog does not know. What a change away from it does to the rows cannot be told, so it is not overwritten. Update Warehog, or set a known value in PostHog by hand.",
  check: ({ before, changed }) => {
    const found = KNOWN.find(([field, known]) => {
      const value = before[field];
      // An unknown type makes every rule blind; another value matters where it would be replaced.
      return typeof value === "string" && !known(value) && (field === "sync_type" || changed.has(field));
    });
    if (found === undefined) return undefined;
    const [field] = found;
    return {
      message: `PostHog holds ${field}: ${JSON.stringify(before[field])}, which this version does not know, so nobody can tell what a change does`,
      hint: `update Warehog, or set a known ${field} in PostHog first`,
    };
  },
};

export const syncTypeMissing: ProblemCheck = {
  code: "sync-type-missing",
  about:
    "The table is switched on, but it has no sync type and none is declared. PostHog refuses to enable it. Declare sync_type in the same change.",
  check: (change) =>
    turnsOn(change) && change.after.sync_type === null
      ? {
          message: `"${change.live.name}" has no sync type, so PostHog refuses to switch it on`,
          hint: "declare sync_type beside should_sync: true",
        }
      : undefined,
};
