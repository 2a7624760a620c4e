import { resetCdcTable } from "../cdc-reset.js";
import { log } from "../effects.js";
import { invalid } from "../errors.js";
import { cdcConfig } from "../source/cdc-config.js";
import type { LiveTable, Schema, Source } from "../state.js";
import type { World } from "../world.js";
import { isBeingDisabled, isBeingEnabled, isJoiningCdc, isLeavingCdc, type Edit, type Rule } from "./edit.js";

const FAILURES: Readonly<Record<NonNullable<LiveTable["cdc_publish_error"]>, (table: string) => string>> = {
  not_owner: (table) =>
    `PostgreSQL only lets a table's owner publish it, and PostHog's database user does not own ${table}. Change the owner, or manage the publication yourself.`,
  unreachable: (table) =>
    `Couldn't connect to your database to add ${table} to change data capture. Check that it accepts connections, then try again.`,
  unexpected: (table) => `Couldn't add ${table} to change data capture. Try again in a few minutes.`,
};

/** The last step before the save, and the last one that can refuse. */
export const joinPublication: Rule = (edit) => {
  const { world, source, draft } = edit;
  if (!isAdded(edit)) return;
  const live = source.live_source.tables.find((table) => table.name === draft.name);
  const failure = source.live_source.connection_error === null ? live?.cdc_publish_error : "unreachable";
  if (failure) throw invalid(FAILURES[failure](draft.name));
  draft.internal.cdc_snapshot_lane = null;
  const { published_tables: published } = source.live_source.cdc;
  if (!published.includes(draft.name)) published.push(draft.name);
  log(world, { kind: "cdc_table_added", schema_id: draft.id, source_id: source.id, table: draft.name });
};

/** After the save, because a table that the save keeps in CDC must not lose changes meanwhile. */
export const leavePublication: Rule = (edit) => {
  const { world, source, schema } = edit;
  if (!isRemoved(edit)) return;
  schema.internal.cdc_snapshot_lane = null;
  unpublish(world, source, schema);
};

/** A publication that the customer manages is left alone. Failing is only logged by the server. */
export function unpublish(world: World, source: Source, schema: Schema): void {
  if (!managesPublication(source) || source.live_source.connection_error !== null) return;
  const { cdc } = source.live_source;
  cdc.published_tables = cdc.published_tables.filter((table) => table !== schema.name);
  log(world, { kind: "cdc_table_removed", schema_id: schema.id, source_id: source.id, table: schema.name });
}

/** Outside the publication every change was lost, however short the time. */
export const startReenabledTableOver: Rule = (edit) => {
  if (isAdded(edit) && !isJoiningCdc(edit)) resetCdcTable(edit.world, edit.schema, "re-enabled");
};

const isAdded = (edit: Edit): boolean =>
  edit.draft.sync_type === "cdc" && managesPublication(edit.source) && (isJoiningCdc(edit) || isBeingEnabled(edit));

const isRemoved = (edit: Edit): boolean =>
  managesPublication(edit.source) &&
  (isLeavingCdc(edit) || (edit.draft.sync_type === "cdc" && isBeingDisabled(edit) && !isJoiningCdc(edit)));

function managesPublication(source: Source): boolean {
  const { managementMode, publicationName } = cdcConfig(source);
  return source.capabilities.supports_cdc && managementMode === "posthog" && publicationName !== "";
}
