import { resetCdcTable } from "../cdc-reset.js";
import { invalid } from "../errors.js";
import type { CdcTableMode } from "../state.js";
import { syncLimitReached } from "../sync-limit.js";
import { markRunning, triggerSync } from "../workflow.js";
import type { Edit, Rule } from "./edit.js";

const TARGETS: Readonly<Record<CdcTableMode, readonly string[]>> = {
  consolidated: ["current rows"],
  cdc_only: ["history"],
  both: ["current rows", "history"],
};

/** Judged before anything else, so that a new mode is never stored without the snapshot that fills its table. */
export const gateTableMode: Rule = (edit) => {
  if (edit.before.sync_type !== "cdc" || !addsTarget(edit) || !syncLimitReached(edit.world, edit.source.project_id))
    return;
  throw invalid(
    "Monthly sync limit reached. Please increase your billing limit before changing the CDC table mode — a full re-snapshot would be required.",
  );
};

export const changeTableMode: Rule = ({ sent, draft }) => {
  if (draft.sync_type === "cdc") draft.cdc_table_mode = sent.cdc_table_mode ?? draft.cdc_table_mode;
};

/** A table that was not written before is filled by a new snapshot, at once. A trigger that fails leaves it to the next run. */
export const fillAddedTarget: Rule = (edit) => {
  const { world, schema } = edit;
  if (schema.sync_type !== "cdc" || !addsTarget(edit)) return;
  if (resetCdcTable(world, schema, "table-mode") === "handed-over") return;
  if (edit.firstRunStarted || (schema.schedule !== null && triggerSync(world, schema) === "started")) {
    markRunning(schema);
  }
};

function addsTarget({ before, sent: { cdc_table_mode: mode } }: Edit): boolean {
  if (mode === undefined || mode === null) return false;
  return TARGETS[mode].some((target) => !TARGETS[before.cdc_table_mode].includes(target));
}
