import { canonicalOperator } from "../filter-operators.js";
import type { RowFilter } from "../state.js";
import type { Row } from "./row.js";
import { compareValues } from "./value-order.js";

/** Whether every filter holds. As in SQL, a comparison with null holds for none. */
export const passes = (row: Row, filters: readonly RowFilter[]): boolean =>
  filters.every((filter) => holds(row, filter));

function holds(row: Row, { column, operator, value }: RowFilter): boolean {
  const actual = row[column] ?? null;
  if (actual === null || value === null) return false;
  const isOneOf = (): boolean => Array.isArray(value) && value.some((one) => compareValues(actual, one) === 0);
  switch (canonicalOperator(operator)) {
    case "=":
      return compareValues(actual, value) === 0;
    case "!=":
      return compareValues(actual, value) !== 0;
    case "<":
      return compareValues(actual, value) < 0;
    case "<=":
      return compareValues(actual, value) <= 0;
    case ">":
      return compareValues(actual, value) > 0;
    case ">=":
      return compareValues(actual, value) >= 0;
    case "IN":
      return isOneOf();
    case "NOT IN":
      return !isOneOf();
    case undefined:
      return true;
  }
}
