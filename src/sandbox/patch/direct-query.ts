import { isBeingDisabled, isBeingEnabled, type Rule } from "./edit.js";

/** Nothing of a direct-query table is stored: enabling and disabling show and hide it. */
export const showDirectTable: Rule = (edit) => {
  if (edit.source.access_method !== "direct") return;
  if (isBeingEnabled(edit)) edit.draft.internal.table_deleted = false;
  if (isBeingDisabled(edit)) edit.draft.internal.table_deleted = true;
};
