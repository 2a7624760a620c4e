import type { Remedy } from "../../model/diagnosis.js";
import { nearNames } from "../../model/near-name.js";
import { CURSOR_TYPES } from "../../model/settings.js";
import type { Case, Cause, Found } from "../cause.js";

const GONE =
  /\b(column|field)s?\b.{0,200}(does not exist|doesn.t exist|no longer exists?|not found|missing)|(missing|unknown|invalid|no such) (column|field)|undefinedcolumn|invalid column name|has no column named|binder error/i;
const NAME = /\b(?:column|field)s?(?: name| named)?:?\s+["'`“[{]?([\w.$]+)/i;

export const missingColumn: Cause = {
  code: "missing-column",
  about:
    "A column that the sync reads is not at the source any more: its cursor, a part of its key, or a selected column. Bring it back and `warehog reload`; or change the YAML, whose plan says what that costs. A resync reads the same column and fails as well.",
  find: (theCase) => (GONE.test(theCase.error) ? found(theCase, NAME.exec(theCase.error)?.[1]) : undefined),
};

function found(theCase: Case, column: string | undefined): Found {
  const { settings } = theCase.table;
  const named = column === undefined ? "a column" : `column "${column}"`;
  const back: readonly Remedy[] = [
    { kind: "fix_outside", what: `bring ${named} back at the source; a renamed one gets its name back` },
    { kind: "reload" },
  ];
  if (column !== undefined && column === settings.incremental_field)
    return {
      message: `its cursor "${column}" is not at the source any more, so no run knows what is new`,
      remedies: back,
      otherwise: [otherCursor(theCase, column)],
    };
  if (column !== undefined && settings.primary_key_columns?.includes(column) === true)
    return {
      message: `column "${column}" of its key is not at the source any more, so no row can be matched`,
      remedies: back,
      otherwise: [
        {
          kind: "change_yaml",
          what: "choose columns that identify a row as primary_key_columns: the rows are deleted and imported again, as the plan says",
          set: null,
        },
      ],
    };
  const selected = settings.enabled_columns;
  if (column !== undefined && selected?.includes(column) === true)
    return {
      message: `the selected column "${column}" is not at the source any more`,
      remedies: [
        {
          kind: "change_yaml",
          what: "select it no longer: no row is read again",
          set: { enabled_columns: selected.filter((name) => name !== column) },
        },
        { kind: "reload" },
      ],
      otherwise: back.slice(0, 1),
    };
  return { message: `${named} that the sync reads is not at the source any more`, remedies: back };
}

/** The column that it was probably renamed to; its type is taken to be the same. */
function otherCursor({ table }: Case, gone: string): Remedy {
  const what = "let another column be the cursor; the plan says what each strategy costs, and keep imports nothing";
  const [near] = nearNames(
    gone,
    table.available_columns.filter((name) => name !== gone),
  );
  const type = CURSOR_TYPES.find((known) => known === table.settings.incremental_field_type);
  return near === undefined || type === undefined
    ? { kind: "change_yaml", what, set: null }
    : { kind: "change_yaml", what, set: { incremental_field: near, incremental_field_type: type } };
}
