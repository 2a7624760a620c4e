import { assertNever } from "../../model/result.js";
import type { CursorValue, Schema } from "../state.js";
import { applyMove, applyPart } from "./apply-move.js";
import type { Move, Progress } from "./move.js";
import { keepWarehouse, warehouseOf, type Warehouse } from "./warehouse.js";
import { greatest } from "./watermark.js";

/** The run has completed: `makeTable` gives the schema its synced table, which a first run does not have before. */
export function keepMove(schema: Schema, move: Move, makeTable: () => void): void {
  const warehouse = applyMove(warehouseOf(schema), move);
  makeTable();
  keepCounted(schema, warehouse);
  schema.internal.initial_sync_complete = true;
  keepProgress(schema, move.after);
}

/** The run was ended after `count` rows. Before the first sync has completed there is no table to see them in. */
export function keepPart(schema: Schema, move: Move, count: number): void {
  if (schema.table !== null) keepCounted(schema, applyPart(warehouseOf(schema), move, count));
}

function keepCounted(schema: Schema, warehouse: Warehouse): void {
  keepWarehouse(schema, warehouse);
  if (schema.table !== null) schema.table.row_count = warehouse.rows.length;
  schema.internal.table_max_values = maximaOf(warehouse);
}

function maximaOf({ rows }: Warehouse): Record<string, CursorValue> {
  const columns = new Set(rows.flatMap((row) => Object.keys(row)));
  const maxima = [...columns].map((column) => [column, greatest(rows, column)] as const);
  return Object.fromEntries(maxima.flatMap(([column, max]) => (max === undefined ? [] : [[column, max]])));
}

function keepProgress({ internal }: Schema, progress: Progress): void {
  switch (progress.kind) {
    case "watermark":
      internal.incremental_field_last_value = progress.value;
      return;
    case "transaction":
      internal.xmin_last_value = progress.xid;
      return;
    case "log":
      internal.cdc_mode = "streaming";
      internal.cdc_last_log_position = progress.position;
      return;
    case "none":
      return;
    default:
      assertNever(progress);
  }
}
