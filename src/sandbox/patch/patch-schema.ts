import { requireSchema } from "../access.js";
import type { Handler } from "../handler.js";
import { schemaView } from "../views/schema-view.js";
import { stopDisabled } from "../workflow.js";
import { cancelRunOfOtherVersion, chooseApiVersion } from "./api-version.js";
import { refuseBareEdits } from "./bare-edits.js";
import { changeCadence } from "./cadence.js";
import { followCaptureSchedule } from "./capture-schedule.js";
import { hideDeselectedColumns, selectColumns } from "./columns.js";
import { changeCursor } from "./cursor.js";
import { showDirectTable } from "./direct-query.js";
import { beginEdit, isBeingDisabled, save, type Rule } from "./edit.js";
import { checkSchedulable } from "./enabling.js";
import { followSchedule, startRun } from "./follow-schedule.js";
import { changeFullRefreshClock } from "./full-refresh-clock.js";
import { forgetCapture, joinCdc } from "./join-cdc.js";
import { changePrimaryKey } from "./primary-key.js";
import { joinPublication, leavePublication, startReenabledTableOver } from "./publication.js";
import { filterRows } from "./row-filters.js";
import { readSentFields } from "./sent-fields.js";
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

/** Each of these can fail with the save, and what came before it, in place. */
const AFTER_SAVE: readonly Rule[] = [
  startReenabledTableOver,
  leavePublication,
  cancelRunOfOtherVersion,
  followSchedule,
  startRun,
  setUpWebhook,
  followCaptureSchedule,
  fillAddedTarget,
];

/** PATCH on a schema. A refusal before the save changes nothing. */
export const patchSchema: Handler = (request) => {
  const place = requireSchema(request);
  const edit = beginEdit(request.world, place, readSentFields(request.body));
  for (const rule of BEFORE_SAVE) rule(edit);
  save(edit);
  if (isBeingDisabled(edit)) stopDisabled(request.world, place.schema);
  for (const rule of AFTER_SAVE) rule(edit);
  return { status: 200, body: schemaView(place.source, place.schema, { withSource: false }) };
};
