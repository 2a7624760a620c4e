import type { RowFilter, Schema } from "./state.js";

export const OPERATORS: readonly RowFilter["operator"][] = ["!=", "<", "<=", "=", ">", ">=", "IN", "NOT IN"];

const ALIASES: ReadonlyMap<string, string> = new Map([
  ["==", "="],
  ["<>", "!="],
]);

export function canonicalOperator(sent: string): RowFilter["operator"] | undefined {
  const trimmed = sent.trim();
  const spelled = ALIASES.get(trimmed) ?? trimmed.toUpperCase().replaceAll(/\s+/g, " ");
  return OPERATORS.find((operator) => operator === spelled);
}

/** The server stores and shows filters as they were sent; a state document knows one spelling and no further members. */
export const withCanonicalFilters = (schema: Schema): Schema =>
  schema.row_filters === null ? schema : { ...schema, row_filters: schema.row_filters.map(canonical) };

const canonical = ({ column, operator, value }: RowFilter): RowFilter => ({
  column,
  operator: canonicalOperator(operator) ?? operator,
  value,
});
