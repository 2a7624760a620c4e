import { sourceRowsOf } from "../rows/source-rows.js";
import { isoTime, type SchemaPlace } from "../world.js";

const DAY_MS = 86_400_000;

/** A scheduled run at which the recurring full refresh is due wipes the table. Only tables that have rows can show it. */
export function markFullRefresh({ schema, source }: SchemaPlace, at: number): void {
  const { next_full_refresh_at: due, full_refresh_interval_days: days } = schema;
  if (due === null || days === null || Date.parse(due) > at) return;
  if (sourceRowsOf(source.live_source.tables.find(({ name }) => name === schema.name)) === undefined) return;
  schema.internal.reset_pipeline = true;
  const missed = Math.floor((at - Date.parse(due)) / (days * DAY_MS));
  schema.next_full_refresh_at = isoTime(Date.parse(due) + (missed + 1) * days * DAY_MS);
}
