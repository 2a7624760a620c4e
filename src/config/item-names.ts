import { isRecord } from "../model/is-record.js";
import { flowText } from "./flow-text.js";

const columnOf = (item: unknown): string | undefined =>
  isRecord(item) && typeof item["column"] === "string" ? item["column"] : undefined;

/**
 * What tells that an item of one list is an item of another one, and may say something else by now: a filter is the one on
 * its column, or where a column has several, the one with its operator.
 */
export function itemNames(...lists: readonly (readonly unknown[])[]): (item: unknown) => string {
  const isRepeated = lists.some((items) => {
    const columns = items.map(columnOf).filter((name) => name !== undefined);
    return new Set(columns).size < columns.length;
  });
  return (item) => {
    const column = columnOf(item);
    if (column === undefined || !isRecord(item)) return flowText(item);
    return flowText(isRepeated ? [column, item["operator"]] : [column]);
  };
}
