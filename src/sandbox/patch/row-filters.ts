import { invalid } from "../errors.js";
import { canonicalOperator, OPERATORS } from "../filter-operators.js";
import { isRecord } from "../../model/is-record.js";
import { pythonRepr, pythonType } from "../python-text.js";
import type { AvailableColumn } from "../state.js";
import { knownColumns } from "./columns.js";
import type { Rule } from "./edit.js";
import { categoryOf, judgeValue } from "./row-filter-values.js";

const MAX_FILTERS = 20;
const MAX_VALUES = 1000;
export const filterRows: Rule = ({ source, sent, draft }) => {
  if (sent.row_filters === undefined) return;
  if (sent.row_filters === null) {
    draft.row_filters = null;
    return;
  }
  if (!source.capabilities.supports_row_filters) {
    throw invalid("Row filters are not supported for this source type.");
  }
  if (source.access_method === "direct") {
    throw invalid(
      "Row filters are not supported for direct-query sources — tables are queried live and filters cannot be enforced at the source.",
    );
  }
  if (draft.sync_type === "cdc") {
    throw invalid(
      "Row filters are not supported for CDC schemas — change-stream rows are replicated without these predicates, so filtered rows would still sync.",
    );
  }
  if (!Array.isArray(sent.row_filters)) throw refused("row_filters must be a list");
  const fault = judgeFilters(sent.row_filters, knownColumns(draft));
  if (fault !== undefined) throw refused(fault);
  // Stored as sent, aliases included: clients have to normalise before they compare.
  draft.row_filters = sent.row_filters;
};

const refused = (fault: string) => invalid(`Invalid row filter: ${fault}`);

/** @returns what is wrong with the first filter that does not fit these columns, in the server's words */
export function judgeFilters(filters: readonly unknown[], columns: readonly AvailableColumn[]): string | undefined {
  if (filters.length > MAX_FILTERS) return `Too many row filters (max ${MAX_FILTERS})`;
  for (const [index, filter] of filters.entries()) {
    const fault = judgeFilter(filter, index, columns);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function judgeFilter(filter: unknown, index: number, columns: readonly AvailableColumn[]): string | undefined {
  if (!isRecord(filter)) return `Row filter at index ${index} must be an object`;
  const { column: name, operator: sentOperator, value } = filter;
  if (typeof name !== "string" || name === "") return `Row filter at index ${index} is missing a column`;
  const column = columns.find((candidate) => candidate.name === name);
  if (columns.length > 0 && column === undefined) return `Unknown column ${pythonRepr(name)} for this schema`;
  if (typeof sentOperator !== "string") return `Operator must be a string, got ${pythonType(sentOperator)}`;
  const operator = canonicalOperator(sentOperator);
  if (operator === undefined) {
    return `Unsupported operator ${pythonRepr(sentOperator)}. Allowed operators: ${OPERATORS.join(", ")}`;
  }
  const category = categoryOf(column?.data_type);
  if (category === undefined) {
    return `Cannot filter on column ${pythonRepr(name)}: its type ${pythonRepr(column?.data_type)} is not supported for filtering`;
  }
  if (!("value" in filter)) return `Row filter on column ${pythonRepr(name)} is missing a value`;
  const judge = (candidate: unknown): string | undefined => judgeValue(candidate, category);
  return operator.endsWith("IN") ? judgeList(value, judge) : judge(value);
}

function judgeList(value: unknown, judge: (value: unknown) => string | undefined): string | undefined {
  if (typeof value !== "string" && !Array.isArray(value)) {
    return `IN operator expects a comma-separated string or a list, got ${pythonType(value)}`;
  }
  const values: readonly unknown[] | undefined = typeof value === "string" ? splitList(value) : value;
  if (values === undefined) return "Unterminated quote in IN list";
  if (values.length === 0) return "IN operator requires at least one value";
  if (values.length > MAX_VALUES) return `Too many values for IN (max ${MAX_VALUES})`;
  for (const element of values) {
    const fault = element === "" ? "IN list has an empty value" : judge(element);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Splits at commas outside single quotes, where '' is an escaped quote. Undefined when a quote never ends. */
function splitList(list: string): readonly string[] | undefined {
  if (list.trim() === "") return [];
  if ((list.match(/'/g)?.length ?? 0) % 2 === 1) return undefined;
  return Array.from(`${list},`.matchAll(/((?:'[^']*'|[^,'])*),/g), ([, piece = ""]) => {
    const token = piece.trim();
    return /^'.*'$/s.test(token) ? token.slice(1, -1).replaceAll("''", "'") : token;
  });
}
