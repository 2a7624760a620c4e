import { invalid } from "../errors.js";
import { syncLimitReached } from "../sync-limit.js";
import { isBeingEnabled, isLeavingCdc, type Edit, type Rule } from "./edit.js";

/** Types whose stored rows the next type cannot go on from: the table is imported again, at once where it is enabled. */
export const wipeUnusableRows: Rule = (edit) => {
  const { world, source, draft } = edit;
  if (!crossesXmin(edit) && !leavesFrozenTable(edit)) return;
  if (syncLimitReached(world, source.project_id)) {
    throw invalid(
      "Monthly sync limit reached. Please increase your billing limit before changing the sync type — a full re-sync would be required.",
    );
  }
  draft.internal.reset_pipeline = true;
  if (draft.should_sync) edit.startsRun = true;
};

/** Events that were sent meanwhile are gone. A webhook-only table is marked as well; its run keeps the rows and resumes. */
export const wipeReenabledWebhook: Rule = (edit) => {
  const { before, draft } = edit;
  if (!isBeingEnabled(edit) || before.sync_type !== "webhook" || !draft.internal.initial_sync_complete) return;
  draft.internal.reset_pipeline = true;
  edit.startsRun = true;
};

/** Only xmin tables carry the control column that xmin reads by. */
const crossesXmin = ({ before, draft }: Edit): boolean =>
  before.sync_type !== draft.sync_type && (before.sync_type === "xmin" || draft.sync_type === "xmin");

/** `cdc_only` wrote the main table at its first snapshot and never again. */
const leavesFrozenTable = (edit: Edit): boolean => isLeavingCdc(edit) && edit.before.cdc_table_mode === "cdc_only";
