import type { DesiredState } from "../model/desired.js";
import type { Note } from "../model/finding.js";
import type { Owed } from "../model/journal.js";
import type { LiveState } from "../model/live.js";
import { frequencySeconds, type LiveSettings } from "../model/settings.js";
import type { Change } from "./change.js";
import type { SourcePair } from "./pair.js";
import { wantsOffer, wantsPrerequisites } from "./probes.js";
import { offerOf, wantsTraits } from "./problems/touches.js";
import { cursorChanges, readsByCursor } from "./situation.js";

/** What is worth knowing and is no effect on rows, for docs/rules.md and `warehog explain`. */
export const NOTES: Readonly<Record<string, string>> = {
  "webhook-without-safety-net":
    "A webhook delivers changes, and its scheduled sync repairs what a lost delivery left out. Slower than 24hour, a lost row stays lost for long. Declare sync_frequency: 24hour or shorter.",
  "cursor-not-indexed":
    "The source has no index on the cursor, so every run may read the whole table there. On a big table, add an index or choose an indexed cursor.",
  "time-of-day-below-daily":
    "sync_time_of_day aligns every interval to that time; with runs more often than daily it only shifts the minute at which they start.",
  "legacy-1min":
    "The table still has the interval 1min, which PostHog offers no more: any change of a table that is not under cdc makes it 5min.",
  "not-checked-against-source":
    "The API key of this plan may not ask the source what it offers, or nobody asked. The change was checked against what PostHog has stored; apply asks the source before its first write and refuses the run if that fails.",
  "consent-leftover":
    "A consent names an item that does not exist any more. It does no harm; remove it when convenient.",
  "auto-sync-on":
    "PostHog switches on new tables of this source by itself. They are not declared, so Warehog does not touch them, and they are billed.",
  "unlisted-tables":
    "Tables sync although no file declares them. Absent means unmanaged: nothing here touches them. `policy.unlisted: ignore` silences this note.",
  "plan-key-can-write":
    "The API key that made this plan may also write. On GitHub every workflow of every branch can read it: give plans a key with external_data_source:read only.",
  "cdc-mode-differs":
    "The file declares another `cdc.management_mode` than the source has. PostHog fixes the mode, the slot and the publication when change data capture is switched on, so nothing here changes them. Declare what is there; to have the other, switch it off and on again in PostHog, which imports every CDC table of the source anew.",
  "owed-out-of-sight":
    "An item was begun and its import is not proved, and the project shows no such table any more: it was deleted, the key's user may not view it, or the journal holds another project's debt. Nothing is done for it. If the table is only hidden, give the key's user access.",
};

const isSlower = ({ sync_frequency }: LiveSettings, than: string): boolean =>
  (frequencySeconds(sync_frequency) ?? 0) > (frequencySeconds(than) ?? 0);

const isFaster = ({ sync_frequency }: LiveSettings, than: string): boolean =>
  (frequencySeconds(sync_frequency) ?? Infinity) < (frequencySeconds(than) ?? 0);

const movesSchedule = ({ changed }: Change): boolean =>
  changed.has("sync_time_of_day") || changed.has("sync_frequency");

const CHECKS: Readonly<Record<string, (change: Change) => string | undefined>> = {
  "webhook-without-safety-net": ({ after }) =>
    after.sync_type === "webhook" && isSlower(after, "24hour")
      ? `its scheduled sync comes every ${after.sync_frequency}: a lost delivery is repaired no sooner`
      : undefined,
  "cursor-not-indexed": (change) => {
    const cursor = offerOf(change.live)?.incremental_fields.find(
      ({ field }) => field === change.after.incremental_field,
    );
    const isNew = cursorChanges(change) || change.changed.has("sync_type");
    return readsByCursor(change.after) && isNew && cursor?.is_indexed === false
      ? `the source has no index on "${cursor.field}": every run may read the whole table there`
      : undefined;
  },
  "time-of-day-below-daily": (change) =>
    change.after.sync_time_of_day !== null && movesSchedule(change) && isFaster(change.after, "24hour")
      ? `with a run every ${change.after.sync_frequency}, sync_time_of_day only shifts when within the interval it starts`
      : undefined,
  "legacy-1min": ({ before, after, changed }) =>
    before.sync_frequency === "1min" && after.sync_type !== "cdc" && !changed.has("sync_frequency")
      ? "PostHog turns its old interval 1min into 5min with this change"
      : undefined,
  "not-checked-against-source": (change) =>
    isUnread(change.live.offer, wantsOffer(change)) ||
    isUnread(change.source.cdc.prerequisites, wantsPrerequisites(change) && change.declaredSource.cdc !== undefined) ||
    (wantsTraits(change) && change.source.traits.state !== "read")
      ? "not checked against the source: apply asks it before the first write"
      : undefined,
};

/** What failed for another reason is the problem source-error. */
const isUnread = (probe: { state: string; reason?: string }, wanted: boolean): boolean =>
  wanted && (probe.state === "not-read" || probe.reason === "scope");

/** @param id the item's own id: every other consent of the table is a leftover */
export function notesOf(change: Change, id: string): readonly Note[] {
  const notes = Object.entries(CHECKS).flatMap(([code, check]) => {
    const message = check(change);
    return message === undefined ? [] : [{ code, message }];
  });
  const gone = change.desired.consent.filter((line) => line.id !== id && line.id !== change.owed?.record.id);
  return gone.length === 0
    ? notes
    : [
        ...notes,
        {
          code: "consent-leftover",
          message: `consent for ${gone.map((line) => line.id).join(", ")} names no item of this table any more`,
        },
      ];
}

export interface Read {
  readonly desired: DesiredState;
  readonly live: LiveState;
  readonly sources: readonly SourcePair[];
  /** begun and not proved, on tables that the project does not show */
  readonly outOfSight: readonly Owed[];
  /** schema ids of the tables that have an item */
  readonly withItem: ReadonlySet<string>;
  /** tables that PostHog syncs and nobody declared */
  readonly unlisted: number;
}

/** Notes on the whole plan: about the key, the sources, and tables that have no item to carry a note. */
export function planNotes(read: Read): readonly Note[] {
  const { desired, live, sources, outOfSight, withItem, unlisted } = read;
  const autoSync = sources.filter((source) => source.live.auto_sync_new_schemas).map((source) => source.desired.key);
  const otherMode = sources
    .filter(
      ({ desired: { cdc }, live: source }) =>
        cdc !== undefined && source.cdc.enabled && source.cdc.management_mode !== cdc.management_mode,
    )
    .map((source) => source.desired.key);
  const leftovers = sources.flatMap(({ tables }) =>
    tables
      .filter((table) => table.desired.consent.length > 0 && !withItem.has(table.live.id))
      .map(({ address }) => address),
  );
  const said: readonly (readonly [code: string, applies: boolean, message: () => string])[] = [
    ["plan-key-can-write", live.key_can_write === true, () => "the API key that made this plan may also write"],
    ["auto-sync-on", autoSync.length > 0, () => `PostHog switches on new tables by itself in ${some(autoSync)}`],
    [
      "unlisted-tables",
      unlisted > 0 && desired.policy.unlisted === "report",
      () => `${unlisted} ${unlisted === 1 ? "table syncs" : "tables sync"} undeclared: nothing here touches them`,
    ],
    ["consent-leftover", leftovers.length > 0, () => `consents that name no item any more stand at ${some(leftovers)}`],
    [
      "cdc-mode-differs",
      otherMode.length > 0,
      () =>
        `change data capture is on in another mode than declared, and PostHog fixes it once it is on: ${some(otherMode)}`,
    ],
    [
      "owed-out-of-sight",
      outOfSight.length > 0,
      () =>
        `begun and never finished, and not to be seen any more: ${some(outOfSight.map(({ record }) => record.address))}`,
    ],
  ];
  return said.flatMap(([code, applies, message]) => (applies ? [{ code, message: message() }] : []));
}

const some = (names: readonly string[]): string =>
  names.length <= 5 ? names.join(", ") : `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`;
