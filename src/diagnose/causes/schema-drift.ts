import type { Remedy } from "../../model/diagnosis.js";
import type { Case, Cause, Found } from "../cause.js";

const FILTER = /row filter .*no longer matches/i;
const UNKNOWN = /unknown column '([^']+)'/i;
/** The rows that are synced and those that come have columns of two types; other things that have a type are not meant. */
const TYPE =
  /\bschema (mismatch|evolution)|can(not|'t) merge (schema|fields?)|\b(data|column|field) types?\b.{0,40} (mismatch|changed|(is|are) incompatible|differs?)|\b(column|field)s?\b.{0,80} (changed|different|(mismatched|incompatible)( data)?) types?\b|\b(mismatched|incompatible) (data|column|field) types?/i;
/** One value does not fit the type of its column, which another import of the same rows changes nothing about. */
const VALUE =
  /cannot (safely )?(be )?cast|could not (cast|convert)|invalid input syntax for type|ArrowInvalid|out of range for type|unsupported (data|column|field) type/i;
const COLUMN = /\b(?:column|field)s?(?: name| named)?:?\s+["'`“[{]?([\w.$]+)/i;

export const schemaDrift: Cause = {
  code: "schema-drift",
  about:
    "The table at the source has changed its shape: a row filter names a column that is not there, a column has another type than the rows that are synced, or a value does not fit its column. Give it its shape back, or change the YAML: another filter, or a selection without the column. Only where a type has changed for good and the column is needed does a resync help, because it writes the table anew; a full_refresh does so with every run.",
  find: (theCase) =>
    FILTER.test(theCase.error)
      ? filterMisfit(theCase)
      : TYPE.test(theCase.error)
        ? typeChanged(theCase)
        : VALUE.test(theCase.error)
          ? valueMisfit(theCase)
          : undefined,
};

function filterMisfit({ error, table }: Case): Found {
  const column = UNKNOWN.exec(error)?.[1];
  const left = table.settings.row_filters?.filter((filter) => filter.column !== column) ?? [];
  return {
    message: "a row filter does not fit the columns of the source any more, so no run begins",
    remedies: [
      {
        kind: "fix_outside",
        what: `give the source its column${column === undefined ? "" : ` "${column}"`} back, if it went by mistake`,
      },
      { kind: "reload" },
    ],
    otherwise: [
      {
        kind: "change_yaml",
        what: "take the filter out: the plan says what each strategy costs, and keep imports nothing",
        set: column === undefined ? null : { row_filters: left.length === 0 ? null : left },
      },
    ],
  };
}

const REWRITTEN_BY_EACH_RUN = "full_refresh";

function typeChanged(theCase: Case): Found {
  const { table } = theCase;
  const message = "the columns at the source do not fit the rows that are synced, so no rows are added";
  const back: Remedy = {
    kind: "fix_outside",
    what: "give the column its former type back at the source, if it changed by mistake",
  };
  if (table.table === null || table.settings.sync_type === REWRITTEN_BY_EACH_RUN)
    return { message, remedies: [back, { kind: "reload" }] };
  return {
    message,
    remedies: [back, { kind: "reload" }],
    otherwise: [
      ...withoutColumn(theCase),
      { kind: "resync", what: "if it changed for good and is needed, write the table anew" },
    ],
  };
}

const valueMisfit = (theCase: Case): Found => ({
  message: "a value at the source does not fit its column, so no rows are added",
  remedies: [
    { kind: "fix_outside", what: "correct the value at the source, which the error names" },
    { kind: "reload" },
  ],
  otherwise: withoutColumn(theCase),
});

/** The milder way: what the run does not read cannot stop it, and no row is read again. */
function withoutColumn({ error, source, table }: Case): readonly Remedy[] {
  if (!source.supports_column_selection || table.settings.sync_type === "cdc") return [];
  const { enabled_columns, incremental_field, primary_key_columns } = table.settings;
  const column = COLUMN.exec(error)?.[1];
  const read = enabled_columns ?? table.available_columns;
  if (column === undefined || !read.includes(column)) return [];
  if (column === incremental_field || primary_key_columns?.includes(column) === true) return [];
  return [
    {
      kind: "change_yaml",
      what: `leave "${column}" out: no row is read again, and readers of the column lose it`,
      set: { enabled_columns: read.filter((name) => name !== column) },
    },
  ];
}
