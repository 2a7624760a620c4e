import { isRecord } from "../../model/is-record.js";
import type { LiveTable } from "../state.js";
import type { Row } from "./row.js";

/** What a live table keeps under `extensions.rows`: its rows, and all that ever happened to them. */
export interface SourceRows {
  readonly current: readonly StampedRow[];
  /** Oldest first. */
  readonly log: readonly Change[];
  /** Of the latest change; 0 before the first one. */
  readonly seq: number;
}

/** A row with the transaction that wrote it last, which is what xmin reads by. */
export interface StampedRow {
  readonly xid: number;
  readonly row: Row;
}

/** One change of one row, each a transaction of its own. */
export interface Change {
  readonly seq: number;
  /** ISO time of its commit. */
  readonly at: string;
  readonly op: "insert" | "update" | "delete";
  /** As it is afterwards; a deleted one as it was. */
  readonly row: Row;
  /** It stands in the log that capture reads: the table was published, and the slot has held the log since. */
  readonly published: boolean;
}

/**
 * The rows of a table, undefined for one that only counts them. A document may give the mere list of rows: they were there before
 * the first change.
 */
export function sourceRowsOf(table: LiveTable | undefined): SourceRows | undefined {
  const given = table?.extensions?.["rows"];
  if (Array.isArray(given)) return { current: given.filter(isRecord).map((row) => ({ xid: 0, row })), log: [], seq: 0 };
  return isSourceRows(given) ? given : undefined;
}

export function keepSourceRows(table: LiveTable, rows: SourceRows): void {
  table.extensions = { ...table.extensions, rows };
  table.row_count = rows.current.length;
}

const isSourceRows = (given: unknown): given is SourceRows =>
  isRecord(given) &&
  Array.isArray(given["current"]) &&
  given["current"].every((entry) => isRecord(entry) && typeof entry["xid"] === "number" && isRecord(entry["row"])) &&
  Array.isArray(given["log"]) &&
  given["log"].every(isChange) &&
  typeof given["seq"] === "number";

const isChange = (entry: unknown): boolean =>
  isRecord(entry) && typeof entry["seq"] === "number" && typeof entry["op"] === "string" && isRecord(entry["row"]);
