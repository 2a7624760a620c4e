import type { Rule } from "../change.js";
import { apiVersionChanged } from "./api-version-changed.js";
import { appendToIncremental } from "./append-to-incremental.js";
import { cdcTargetAdded } from "./cdc-target-added.js";
import { cdcTargetDropped } from "./cdc-target-dropped.js";
import { cdcTurnedOn } from "./cdc-turned-on.js";
import { columnsNarrowed } from "./columns-narrowed.js";
import { columnsWidened } from "./columns-widened.js";
import { cursorChanged } from "./cursor-changed.js";
import { cursorNotSynced } from "./cursor-not-synced.js";
import { filtersChanged } from "./filters-changed.js";
import { firstImport } from "./first-import.js";
import { firstKey } from "./first-key.js";
import { fromCdc } from "./from-cdc.js";
import { fromWebhook } from "./from-webhook.js";
import { fullRefreshSchedule } from "./full-refresh-schedule.js";
import { fullRefreshToAppend } from "./full-refresh-to-append.js";
import { fullRefreshToIncremental } from "./full-refresh-to-incremental.js";
import { importOwed } from "./import-owed.js";
import { incrementalToAppend } from "./incremental-to-append.js";
import { keyChanged } from "./key-changed.js";
import { lookbackChanged } from "./lookback-changed.js";
import { runCancelled } from "./run-cancelled.js";
import { scheduleChanged } from "./schedule-changed.js";
import { staysOff } from "./stays-off.js";
import { toCdc } from "./to-cdc.js";
import { toFullRefresh } from "./to-full-refresh.js";
import { toWebhook } from "./to-webhook.js";
import { trialRun } from "./trial-run.js";
import { turnedOff } from "./turned-off.js";
import { turnedOn } from "./turned-on.js";
import { typeUnknown } from "./type-unknown.js";
import { webhookKey } from "./webhook-key.js";
import { webhookTurnedOn } from "./webhook-turned-on.js";
import { xminCrossed } from "./xmin-crossed.js";

/** Every rule, in the order in which findings of equal effect are shown: schedule, on and off, sync type, cursor and key, what is read. */
export const RULES: readonly Rule[] = [
  scheduleChanged,
  lookbackChanged,
  fullRefreshSchedule,
  turnedOff,
  runCancelled,
  turnedOn,
  cdcTurnedOn,
  webhookTurnedOn,
  trialRun,
  firstImport,
  staysOff,
  importOwed,
  typeUnknown,
  fullRefreshToIncremental,
  toFullRefresh,
  fullRefreshToAppend,
  incrementalToAppend,
  appendToIncremental,
  toCdc,
  fromCdc,
  cdcTargetAdded,
  cdcTargetDropped,
  xminCrossed,
  toWebhook,
  fromWebhook,
  cursorChanged,
  cursorNotSynced,
  keyChanged,
  firstKey,
  webhookKey,
  columnsNarrowed,
  columnsWidened,
  filtersChanged,
  apiVersionChanged,
];
