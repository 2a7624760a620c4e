import { stopDisabled } from "../workflow.js";
import { cancelRunOfOtherVersion, chooseApiVersion } from "./api-version.js";
import { refuseBareEdits } from "./bare-edits.js";
import { changeCadence } from "./cadence.js";
import { followCaptureSchedule } from "./capture-schedule.js";
import { hideDeselectedColumns, selectColumns } from "./columns.js";
import { changeCursor } from "./cursor.js";
import { showDirectTable } from "./direct-query.js";
import { isBeingDisabled, save, type Edit, type Rule } from "./edit.js";
import { checkSchedulable } from "./enabling.js";
import { followSchedule, startRun } from "./follow-schedule.js";
import { changeFullRefreshClock } from "./full-refresh-clock.js";
import { forgetCapture, joinCdc } from "./join-cdc.js";
import { changePrimaryKey } from "./primary-key.js";
import { joinPublication, leavePublication, startReenabledTableOver } from "./publication.js";
import { filterRows } from "./row-filters.js";
import { checkSyncType } from "./sync-type.js";
import { changeTableMode, fillAddedTarget, gateTableMode } from "./table-mode.js";
import { setUpWebhook } from "./webhook.js";
import { wipeReenabledWebhook, wipeUnusableRows } from "./wipes.js";

/** The order is PostHog's: it decides which of several errors is reported. */
const BEFORE_SAVE: readonly Rule[] = [
  chooseApiVersion,
  gateTableMode,
  selectColumns,
  filterRows,
  checkSyncType,
  refuseBareEdits,
  changePrimaryKey,
  changeCursor,
  changeTableMode,
  joinCdc,
  changeCadence,
  changeFullRefreshClock,
  checkSchedulable,
  wipeUnusableRows,
  wipeReenabledWebhook,
  showDirectTable,
  hideDeselectedColumns,
  forgetCapture,
  joinPublication,
];

const BEFORE_WEBHOOK: readonly Rule[] = [
  startReenabledTableOver,
  leavePublication,
  cancelRunOfOtherVersion,
  followSchedule,
  startRun,
];

const AFTER_WEBHOOK: readonly Rule[] = [followCaptureSchedule, fillAddedTarget];

/** Judges the edit and stores it. A refusal changes nothing. */
export function saveEdit(edit: Edit): void {
  for (const rule of BEFORE_SAVE) rule(edit);
  save(edit);
}

/** What an edit of one table entails. Each part can fail with the save, and what came before it, in place. */
export function followUp(edit: Edit): void {
  stopIfDisabled(edit);
  for (const rule of [...BEFORE_WEBHOOK, setUpWebhook, ...AFTER_WEBHOOK]) rule(edit);
}

/** The same for a table of several that are changed together: their webhook is part of the save. */
export function followUpOfSeveral(edit: Edit): void {
  stopIfDisabled(edit);
  for (const rule of [...BEFORE_WEBHOOK, ...AFTER_WEBHOOK]) rule(edit);
}

function stopIfDisabled(edit: Edit): void {
  if (isBeingDisabled(edit)) stopDisabled(edit.world, edit.schema);
}
