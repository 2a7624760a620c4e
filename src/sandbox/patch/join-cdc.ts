import { startCdcOver } from "../cdc-reset.js";
import { invalid } from "../errors.js";
import { knownColumns } from "./columns.js";
import { isJoiningCdc, isLeavingCdc, type Rule } from "./edit.js";

/** Capture stamps every change with it. */
const RESERVED_COLUMN = "_ph_cdc_seq";

/** A table that joins starts from a fresh snapshot, merged over whatever an earlier method has loaded. */
export const joinCdc: Rule = (edit) => {
  const { sent, draft } = edit;
  if (draft.sync_type !== "cdc" || sent.sync_type === undefined) return;
  draft.internal.cdc_mode ??= "snapshot";
  if (!isJoiningCdc(edit)) return;
  if (knownColumns(draft).some((column) => column.name === RESERVED_COLUMN)) {
    throw invalid(
      `Change data capture can't sync a column named ${RESERVED_COLUMN}, because PostHog uses that name. ` +
        "Rename the column on your database, or choose another sync method for this table.",
    );
  }
  startCdcOver(draft, "joins");
  draft.internal.cdc_snapshot_lane = null;
};

/** Only capture finishes a reset that was handed to it, and only for its own tables. */
export const forgetCapture: Rule = (edit) => {
  if (!isLeavingCdc(edit)) return;
  edit.draft.internal.cdc_reset_pending = null;
  edit.draft.internal.cdc_snapshot_lane = null;
};
