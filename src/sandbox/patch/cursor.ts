import { serverError } from "../errors.js";
import type { CursorValue, Internal } from "../state.js";
import { isIncrementalStyle, type Edit, type Rule } from "./edit.js";

/** Cursor, its type and the lookback; dropped without a word for the other types. */
export const changeCursor: Rule = (edit) => {
  const { sent, before, draft } = edit;
  if (!isIncrementalStyle(draft.sync_type)) return;
  const { incremental_field: field, incremental_field_type: type } = sent;
  // A webhook table takes its cursor from the source: null there means "not applicable", not "clear".
  const clears = draft.sync_type !== "webhook";
  if (field !== undefined && (clears || field !== null)) draft.incremental_field = field;
  if (type !== undefined && (clears || type !== null)) draft.incremental_field_type = type;
  if (draft.sync_type === "incremental" && sent.incremental_field_lookback_seconds !== undefined) {
    draft.incremental_field_lookback_seconds = sent.incremental_field_lookback_seconds;
  }
  const changed = field !== before.incremental_field || before.internal.incremental_field_last_value === null;
  if (typeof field === "string" && changed && draft.sync_type !== "webhook") seedWatermark(edit, field);
};

/** Takes the greatest value already synced as the new watermark; without one the table is wiped and imported again at once. */
function seedWatermark(edit: Edit, field: string): void {
  const { draft } = edit;
  if (draft.table === null) return;
  const max = usableMax(draft.internal, field);
  if (max === undefined) {
    draft.internal.incremental_field_last_value = null;
    draft.internal.reset_pipeline = true;
    edit.startsRun = true;
    return;
  }
  const { incremental_field_type: type } = draft;
  // The server converts the value by the type that was sent, and does not catch its own conversion error.
  if ((type === "integer" || type === "numeric") && !isNumeric(max)) throw serverError();
  draft.internal.incremental_field_last_value = max;
}

/** The greatest value synced; undefined where there is none to go on from. */
export function usableMax({ table_max_values: values }: Internal, field: string): CursorValue | undefined {
  const max = Object.hasOwn(values, field) ? values[field] : undefined;
  return max === "" || max === 0 ? undefined : max;
}

const isNumeric = (value: CursorValue): boolean => typeof value === "number" || /^\s*[+-]?\d+\s*$/.test(value);
