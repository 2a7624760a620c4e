import type { DesiredState } from "../model/desired.js";
import type { LiveState } from "../model/live.js";
import type { Owed } from "../model/journal.js";
import type { ProbePlan } from "../model/probe-plan.js";
import type { Field } from "../model/settings.js";
import type { Change } from "./change.js";
import { pair } from "./pair.js";
import { touches, wantsTraits } from "./problems/touches.js";
import { draftOf, siteOf } from "./site.js";
import { SOURCE_RULES } from "./source/all.js";
import { enters, hasTable, isOn, SCHEDULE_FIELDS, turnsOn } from "./situation.js";

const OFFERED: readonly Field[] = [
  "sync_type",
  "incremental_field",
  "incremental_field_type",
  "primary_key_columns",
  "enabled_columns",
];

/** Only the source itself knows whether it offers what these fields would become, and whether a table is fed by deliveries alone. */
export const wantsOffer = (change: Change): boolean =>
  touches(change, OFFERED) ||
  (turnsOn(change) && !hasTable(change)) ||
  (change.after.sync_type === "webhook" && change.changed.has("should_sync"));

export const wantsPrerequisites = (change: Change): boolean => enters(change, "cdc") && !change.source.cdc.enabled;

/** The status tells of a run that may be under way or has failed; rows that are built on want the newest run to be known in any case. */
const wantsJobs = (change: Change): boolean =>
  change.live.status === "Running" ||
  change.live.status === "Failed" ||
  (change.before.sync_type === "full_refresh" && (enters(change, "incremental") || enters(change, "append")));

const wantsCdcStatus = ({ source, after, changed }: Change): boolean =>
  source.cdc.enabled &&
  after.sync_type === "cdc" &&
  isOn(after) &&
  [...changed].some((field) => !SCHEDULE_FIELDS.has(field));

/** Registered or left by this change, or by an unfinished item whose steps look at the webhook. */
const wantsWebhook = ({ before, after, owed }: Change): boolean =>
  [before.sync_type, after.sync_type].includes("webhook") ||
  (owed?.record.steps.some(({ kind }) => kind === "create_webhook" || kind === "delete_webhook") ?? false);

const hasWork = (change: Change): boolean => change.changed.size > 0 || change.owed !== undefined;

/** What has to be asked beyond the lists and retrieves. Nothing for a table that stays as it is. */
export function probesNeeded(desired: DesiredState, live: LiveState, owed: readonly Owed[]): ProbePlan {
  const unfinished = owedByTable(owed);
  const sources = pair(desired, live).sources.map((source) => {
    const site = siteOf(source, desired.policy, live.server);
    const changes = source.tables
      .map((table) => draftOf(site, table, unfinished.get(table.live.id)).change)
      .filter(hasWork);
    const whole = { declared: source.desired, source: source.live, tables: source.tables, carried: new Set<never>() };
    const asked = new Set(SOURCE_RULES.map(({ asks }) => asks(whole)));
    // An apply plans each item again, and what a source takes stays as it is.
    const asker = source.live.traits.state === "read" ? undefined : changes.find(wantsTraits);
    return { id: source.live.id, cdc: source.desired.cdc, changes, asked, asker };
  });
  return {
    offers: sources.flatMap(({ id, changes }) =>
      changes.filter(wantsOffer).map((change) => ({ source_id: id, schema_id: change.live.id })),
    ),
    jobs: sources
      .map(({ id, changes }) => ({
        source_id: id,
        tables: changes.filter(wantsJobs).map(({ live: { name } }) => name),
      }))
      .filter(({ tables }) => tables.length > 0),
    traits: sources.flatMap(({ id, asker }) =>
      asker === undefined ? [] : [{ source_id: id, schema_id: asker.live.id }],
    ),
    cdc_status: sources.filter(({ changes }) => changes.some(wantsCdcStatus)).map(({ id }) => id),
    cdc_prerequisites: sources.flatMap(({ id, cdc, changes, asked }) =>
      cdc !== undefined && (changes.some(wantsPrerequisites) || asked.has("prerequisites"))
        ? [{ source_id: id, cdc }]
        : [],
    ),
    webhook_info: sources
      .filter(({ changes, asked }) => changes.some(wantsWebhook) || asked.has("webhook"))
      .map(({ id }) => id),
  };
}

/** By schema id. A table has one unfinished item at most; were there two, the later one knows more. */
export const owedByTable = (owed: readonly Owed[]): ReadonlyMap<string, Owed> =>
  new Map(owed.map((one) => [one.record.schema_id, one]));
