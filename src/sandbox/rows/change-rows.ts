import { err, ok, type Result } from "../../model/result.js";
import type { Row } from "./row.js";
import type { Change, SourceRows, StampedRow } from "./source-rows.js";

/** What a client of the source does. `where` names the rows by values that all of them have. */
export type RowChange =
  | { readonly op: "insert"; readonly row: Row }
  | { readonly op: "update"; readonly where: Row; readonly set: Row }
  | { readonly op: "delete"; readonly where: Row };

type Stamp = Pick<Change, "at" | "published">;

/** The rows after the change, and the changes of single rows that it made; an error text where it fits no row. */
export function changeRows(
  rows: SourceRows,
  change: RowChange,
  stamp: Stamp,
): Result<{ readonly rows: SourceRows; readonly made: readonly Change[] }, string> {
  const touched =
    change.op === "insert" ? [change.row] : rows.current.filter(matching(change.where)).map(({ row }) => row);
  if (touched.length === 0) return err(`no row fits ${change.op === "insert" ? "" : JSON.stringify(change.where)}`);
  const made = touched.map((row, index): Change => ({
    seq: rows.seq + 1 + index,
    op: change.op,
    row: change.op === "update" ? { ...row, ...change.set } : row,
    ...stamp,
  }));
  const written = made.map(({ seq, row }): StampedRow => ({ xid: seq, row }));
  return ok({
    rows: {
      current: currentAfter(rows.current, change, written),
      log: [...rows.log, ...made],
      seq: rows.seq + made.length,
    },
    made,
  });
}

function currentAfter(
  current: readonly StampedRow[],
  change: RowChange,
  written: readonly StampedRow[],
): readonly StampedRow[] {
  if (change.op === "insert") return [...current, ...written];
  const fits = matching(change.where);
  if (change.op === "delete") return current.filter((entry) => !fits(entry));
  let next = 0;
  return current.map((entry) => (fits(entry) ? (written[next++] ?? entry) : entry));
}

const matching =
  (where: Row) =>
  ({ row }: StampedRow): boolean =>
    Object.entries(where).every(([column, value]) => JSON.stringify(row[column]) === JSON.stringify(value));
