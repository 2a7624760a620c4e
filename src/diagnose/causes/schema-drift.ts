import type { Cause } from "../cause.js";

const FILTER = /row filter .*no longer matches/i;
const COLUMN = /unknown column '([^']+)'/i;
const SHAPE =
  /cannot (safely )?(be )?cast|could not (cast|convert)|schema (mismatch|error|evolution)|(type|schema|columns?) .{0,60}(mismatch|changed|incompatible|differs?)|invalid input syntax for type|ArrowInvalid|unsupported type/i;

export const schemaDrift: Cause = {
  code: "schema-drift",
  about:
    "The table at the source has changed its shape: a row filter names a column that is not there, or a column has another type than the rows that are synced. Give it its shape back, or change the filter in the YAML. Only where a type has changed for good does a resync help, because it writes the table anew.",
  find({ error, table }) {
    if (FILTER.test(error)) {
      const column = COLUMN.exec(error)?.[1];
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
    if (!SHAPE.test(error)) return undefined;
    return {
      message: "the columns at the source do not fit the rows that are synced, so no rows are added",
      remedies: [
        { kind: "fix_outside", what: "give the column its former type back at the source, if it changed by mistake" },
        { kind: "reload" },
      ],
      otherwise: [{ kind: "resync", what: "if it changed for good, write the table anew" }],
    };
  },
};
