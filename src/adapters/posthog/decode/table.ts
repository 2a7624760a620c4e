import type { LiveTable, SyncedTable } from "../../../model/live.js";
import type { Part } from "./part.js";
import { decodeSettings } from "./settings.js";

/** A schema with all its fields, as retrieved alone or embedded in a retrieved source. Nothing was probed yet. */
export function decodeTable(schema: Part): LiveTable {
  const table = schema.part("table");
  return {
    id: schema.text("id"),
    name: schema.text("name"),
    settings: decodeSettings(schema),
    table: table && decodeSynced(table),
    status: schema.textOrNull("status"),
    latest_error: schema.textOrNull("latest_error"),
    last_synced_at: schema.textOrNull("last_synced_at"),
    available_columns: schema.listOrNone("available_columns").map((column) => column.text("name")),
    columns_known: schema.flagOrNull("source_column_metadata_available") ?? false,
    incremental_sync_blocked: schema.textOrNull("incremental_sync_blocked"),
    user_access_level: schema.textOrNull("user_access_level"),
    offer: { state: "not-read" },
    jobs: { state: "not-read" },
  };
}

const decodeSynced = (table: Part): SyncedTable => ({
  id: table.text("id"),
  name: table.text("name"),
  hogql_name: table.textOrNull("hogql_name"),
  row_count: table.numberOrNull("row_count"),
  columns: table.listOrNone("columns").map((column) => column.text("name")),
});
