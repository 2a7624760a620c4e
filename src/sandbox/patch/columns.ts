import { invalid } from "../errors.js";
import type { AvailableColumn, Schema, Table } from "../state.js";
import type { Rule } from "./edit.js";
import { pythonRepr } from "../python-text.js";

/** Columns that discovery has stored. Others may be served, but do not count in validation. */
export const knownColumns = (schema: Readonly<Schema>): readonly AvailableColumn[] =>
  schema.source_column_metadata_available ? schema.available_columns : [];

export const selectColumns: Rule = ({ source, sent, before, draft }) => {
  if (sent.enabled_columns === undefined) return;
  if (sent.enabled_columns === null) {
    draft.enabled_columns = null;
    return;
  }
  if (!source.supports_column_selection) throw invalid("Column selection is not supported for this source type.");
  const selected = readSelection(sent.enabled_columns);
  draft.enabled_columns = selected;
  const known = new Set(knownColumns(draft).map((column) => column.name));
  if (known.size > 0) {
    const unknown = selected.filter((column) => !known.has(column));
    if (unknown.length > 0) {
      throw invalid(
        `Unknown columns in enabled_columns: ${pythonRepr(unknown.toSorted())}. Run \`Pull new schemas\` to refresh available columns.`,
      );
    }
  } else if (
    selected.length > 0 &&
    !sameColumns(selected, before.enabled_columns) &&
    source.capabilities.requires_exact_column_metadata
  ) {
    throw invalid("Column metadata is unavailable. Run `Pull new schemas` before selecting source columns.");
  }
};

/** A column that is no longer selected vanishes from queries at once; one that is selected again waits for the next run. */
export const hideDeselectedColumns: Rule = ({ before, draft }) => {
  const { table, enabled_columns: selected } = draft;
  if (table === null || selected === null || !before.should_sync) return;
  if (sameColumns(selected, before.enabled_columns)) return;
  draft.table = withColumns(table, [...selected, ...(draft.primary_key_columns ?? []), draft.incremental_field ?? ""]);
};

export const sameColumns = (left: readonly string[] | null, right: readonly string[] | null): boolean =>
  left === null || right === null
    ? left === right
    : left.length === right.length && left.every((column, index) => column === right[index]);

function readSelection(sent: unknown): string[] {
  if (!Array.isArray(sent) || !sent.every((column) => typeof column === "string")) {
    throw invalid("enabled_columns must be a list of column-name strings or null.");
  }
  return sent;
}

function withColumns(table: Table, kept: readonly string[]): Table {
  const names = new Set(kept.map(warehouseName));
  return { ...table, columns: table.columns.filter((column) => names.has(warehouseName(String(column["name"])))) };
}

/** The warehouse renames columns on their way in, e.g. `createdAt` to `created_at`. */
const warehouseName = (column: string): string =>
  column
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[^A-Za-z0-9]+/g, "_")
    .toLowerCase();
