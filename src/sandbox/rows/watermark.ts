import type { CursorValue, IncrementalFieldType } from "../state.js";
import type { Row } from "./row.js";
import { compareValues } from "./value-order.js";

export interface Cursor {
  readonly field: string;
  readonly type: IncrementalFieldType | null;
  /** null: nothing was read yet. */
  readonly watermark: CursorValue | null;
  readonly lookbackSeconds: number;
}

/**
 * Rows that come after the watermark, oldest first. The source is asked for `field > value`: a row that has the very value of the
 * watermark is not read again, and one without a value is never read. Without a watermark the value is the least of the type.
 */
export function readAfter<T extends { readonly row: Row }>(rows: readonly T[], cursor: Cursor): T[] {
  const from = lookedBack(cursor) ?? leastOf(cursor.type);
  const valueOf = ({ row }: T): unknown => row[cursor.field] ?? null;
  return rows
    .filter((entry) => valueOf(entry) !== null && (from === null || compareValues(valueOf(entry), from) > 0))
    .toSorted((a, b) => compareValues(valueOf(a), valueOf(b)));
}

/** The greatest value of a column, undefined where there is none. */
export function greatest(rows: Iterable<Row>, column: string): CursorValue | undefined {
  let max: CursorValue | undefined;
  for (const row of rows) {
    const value = row[column];
    if (typeof value !== "string" && typeof value !== "number") continue;
    if (max === undefined || compareValues(value, max) > 0) max = value;
  }
  return max;
}

/** The overlap is read again; the stored watermark stays. It is for times only, and whole days where the column has no time of day. */
function lookedBack({ type, watermark, lookbackSeconds }: Cursor): CursorValue | null {
  if (watermark === null || lookbackSeconds <= 0) return watermark;
  switch (type) {
    case "datetime":
    case "timestamp":
    case "date": {
      const text = String(watermark);
      const at = Date.parse(
        type === "date" ? text.slice(0, 10) : /(Z|[+-]\d{2}:?\d{2})$/u.test(text) ? text : `${text}Z`,
      );
      const seconds = type === "date" ? Math.floor(lookbackSeconds / 86_400) * 86_400 : lookbackSeconds;
      if (Number.isNaN(at)) return watermark;
      const shifted = new Date(at - seconds * 1000).toISOString();
      return type === "date" ? shifted.slice(0, 10) : shifted;
    }
    case "integer":
    case "numeric":
    case "objectid":
    case "xid":
    case null:
      return watermark;
  }
}

/** Where a first read begins: above it, so that a zero is not read. */
function leastOf(type: IncrementalFieldType | null): CursorValue | null {
  switch (type) {
    case "integer":
    case "numeric":
    case "xid":
      return 0;
    case "datetime":
    case "timestamp":
    case "date":
      return "1970-01-01";
    case "objectid":
      return "000000000000000000000000";
    case null:
      return null;
  }
}
