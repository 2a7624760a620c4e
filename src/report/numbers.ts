import { counted, formatNumber } from "../model/numbers.js";
import type { Price, Count } from "../model/plan.js";

/** "961,330 rows", "at least 12 rows", "an unknown number of rows" */
export function formatCount({ at_least, unknown_tables }: Count): string {
  if (unknown_tables === 0) return counted(at_least, "row");
  return at_least === 0 ? "an unknown number of rows" : `at least ${counted(at_least, "row")}`;
}

const rows = (count: number | null): string => (count === null ? "an unknown number of rows" : counted(count, "row"));
const amount = (count: number | null): string => (count === null ? "an unknown number" : formatNumber(count));

/** What a change costs in rows, as a phrase; undefined where no row is touched. */
export function formatPrice({ rows_wiped, rows_imported, recurring }: Price): string | undefined {
  const again = recurring ? ", at every due run" : "";
  if (rows_wiped === 0) return rows_imported === 0 ? undefined : `${rows(rows_imported)} to read${again}`;
  if (rows_imported === 0) return `${rows(rows_wiped)} deleted${again}`;
  if (rows_wiped === rows_imported) return `${rows(rows_wiped)} deleted and read again${again}`;
  return `${rows(rows_wiped)} deleted, ${amount(rows_imported)} read again${again}`;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** "0:07", "12:30", "1:02:05" */
export function formatElapsed(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
