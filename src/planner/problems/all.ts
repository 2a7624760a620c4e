import type { ProblemCheck } from "../change.js";
import { cdcBroken, cdcNotEnabled, cdcPrerequisites, cdcTeamFlag } from "./cdc.js";
import {
  apiVersionUnsupported,
  columnsMetadataMissing,
  columnUnknown,
  filterInvalid,
  selectionNotSupported,
} from "./columns.js";
import { cursorMissing, cursorNotOffered, cursorTypeMismatch } from "./cursor.js";
import { keyMissing, keyNotAColumn } from "./key.js";
import { cdcTooSlow, frequencyMissing, fullRefreshInterval } from "./schedule.js";
import { directQuery, managedByPosthog, serverTooOld, sourceError } from "./server.js";
import { disabled, failedAndDisabled, protectedTable, running } from "./state.js";
import { syncTypeMissing, typeNotAvailable, unknownValue } from "./type.js";
import { webhookBlocked, webhookNotSupported, webhookOnlyProblem } from "./webhook.js";

/** Every check that looks at one change, in the order in which its problems are shown: what makes the rest pointless comes first. */
export const PROBLEMS: readonly ProblemCheck[] = [
  serverTooOld,
  directQuery,
  managedByPosthog,
  sourceError,
  unknownValue,
  syncTypeMissing,
  typeNotAvailable,
  cursorMissing,
  cursorNotOffered,
  cursorTypeMismatch,
  keyMissing,
  keyNotAColumn,
  frequencyMissing,
  fullRefreshInterval,
  selectionNotSupported,
  columnsMetadataMissing,
  columnUnknown,
  filterInvalid,
  apiVersionUnsupported,
  cdcTooSlow,
  cdcNotEnabled,
  cdcPrerequisites,
  cdcTeamFlag,
  cdcBroken,
  webhookNotSupported,
  webhookOnlyProblem,
  webhookBlocked,
  running,
  disabled,
  failedAndDisabled,
  protectedTable,
];

/** Problems raised where more is seen than one change: while pairing, or over the whole plan. */
export const PLAN_PROBLEMS: Readonly<Record<string, string>> = {
  "source-not-found":
    "No source of the project matches the selector of this file, or the key's user may not see it. None of its tables is planned. Correct source_type and prefix (as PostHog shows them), or name the source by id.",
  "source-ambiguous":
    "The selector matches several sources, or two files select the same one. Name the source by id, and declare each source in one file only.",
  "not-discovered":
    "PostHog has no row for this table, so nothing can be configured; rows are made by discovery alone, switched off. Correct the name, pull new schemas in PostHog, or give the key's user access.",
  "ambiguous-name":
    "Several rows of the source carry this name (PostHog issue 60365), and a change could hit the wrong one. Delete the row that does not sync.",
  "not-visible":
    "The table or its source could not be read with this key. PostHog hides what a user may not view, so missing is never taken for deleted. Give the key's user access.",
  "field-not-applicable":
    "The table declares a field that its sync type gives no meaning. PostHog drops or ignores it without an error. Remove it, or declare the sync type that it belongs to.",
  "owed-undeclared":
    "An item was begun, its import is not proved, and the table is not declared any more, so nothing finishes it: its rows may not fit its configuration. Declare the table again and the import runs; or declare it with a consent of `strategy: keep` for that item, which gives the import up. The other items can be applied meanwhile.",
  "strategy-not-offered":
    "A consent names a strategy that its item does not offer, so nothing is consented. Choose one of those that the plan lists.",
  "consent-missing":
    "The item deletes rows, may miss rows, or does something that nobody knows, and the reviewed YAML does not say that this is wanted. Add the consent line that the plan shows, or let `warehog plan --write-consent` write it.",
  "webhook-in-use":
    "The file says `webhook: { enabled: false }`, and tables of the source, declared or not, are still of type webhook: without the webhook nothing would reach them. Declare another sync_type for each of them first, or remove `enabled: false`.",
  threshold:
    "The plan deletes more tables or rows than policy.destructive allows in one go; an unknown number of rows counts as over every limit. Split the change, or pass the limit with a consent in the source's file.",
  "billing-limit":
    "A table of the project has reached the billing limit or is paused. Rows that are deleted now could not be imported again, so every destructive item of the project waits. Raise the limit in PostHog first.",
};
