import { assertNever } from "../../model/result.js";
import type { CdcTableMode } from "../state.js";
import { appendHistory, applyChanges, seedHistory } from "./apply-changes.js";
import { mergeRows } from "./merge-rows.js";
import { sizeOf, type Move } from "./move.js";
import type { Row } from "./row.js";
import type { Warehouse } from "./warehouse.js";

/** What the warehouse holds once the run has completed. */
export const applyMove = (warehouse: Warehouse, move: Move): Warehouse => write(warehouse, move, sizeOf(move));

/**
 * What it holds after a run that ended after `count` rows. What was written stays. A table that was to be emptied is read by queries
 * until the first new row is there, but none of its rows outlives the next write.
 */
export function applyPart(warehouse: Warehouse, move: Move, count: number): Warehouse {
  if (count === 0) return { ...warehouse, emptied: warehouse.emptied || move.wipes };
  const before = startOf(warehouse, move).rows.length;
  const after = write(warehouse, move, count);
  return { ...after, unfinishedAppend: move.write.kind === "append" ? before : null };
}

function write(warehouse: Warehouse, move: Move, count: number): Warehouse {
  const start = startOf(warehouse, move);
  const { write: how } = move;
  switch (how.kind) {
    case "append":
      return { ...start, rows: [...start.rows, ...how.rows.slice(0, count)] };
    case "merge":
      return { ...start, rows: mergeRows(start.rows, how.rows.slice(0, count), how.key) };
    case "snapshot": {
      const rows = mergeRows(start.rows, how.rows.slice(0, count).map(undeleted(start.rows)), how.key);
      const complete = count === how.rows.length;
      return { ...start, rows, history: complete && hasHistory(how.mode) ? seedHistory(rows) : start.history };
    }
    case "changes": {
      const changes = how.changes.slice(0, count);
      return {
        ...start,
        rows: how.mode === "cdc_only" ? start.rows : applyChanges(start.rows, changes, how.key),
        history: hasHistory(how.mode) ? appendHistory(start.history, changes, how.key) : start.history,
      };
    }
    case "deliveries":
      return {
        ...start,
        rows: mergeRows(start.rows, how.rows.slice(0, count), how.key),
        deliveries: start.deliveries.slice(count),
      };
    default:
      return assertNever(how);
  }
}

function startOf(warehouse: Warehouse, { wipes, write: { kind } }: Move): Warehouse {
  const { rows, unfinishedAppend } = warehouse;
  const kept = kind === "append" && unfinishedAppend !== null ? rows.slice(0, unfinishedAppend) : rows;
  return { ...warehouse, rows: wipes || warehouse.emptied ? [] : kept, emptied: false, unfinishedAppend: null };
}

const hasHistory = (mode: CdcTableMode): boolean => mode !== "consolidated";

/** A row that the snapshot meets is there, whatever capture said of it before. */
function undeleted(table: readonly Row[]): (row: Row) => Row {
  const marked = table.some((known) => "_ph_deleted" in known);
  return (row) => (marked ? { ...row, _ph_deleted: false, _ph_deleted_at: null } : row);
}
