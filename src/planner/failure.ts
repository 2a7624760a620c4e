import { isCancellation } from "../model/cancellation.js";
import type { Field } from "../model/settings.js";
import type { Change } from "./change.js";
import { isOn } from "./situation.js";

/**
 * The server switches a table off after errors that retrying cannot fix and does not say so: all that shows is
 * should_sync false, status Failed and an error. Switching it on blindly fails again, and on CDC and webhook imports everything each time.
 * A run that was stopped, by our own hold or by whoever switched the table off, is no failure.
 */
export const failedAndOff = ({ before, live }: Pick<Change, "before" | "live">): boolean =>
  !isOn(before) && live.status === "Failed" && live.latest_error !== null && !isCancellation(live.latest_error);

/** Which fields can mend an error, told by its text. Anything else (credentials, network) lies outside the YAML. */
const CURES: readonly (readonly [error: RegExp, fields: readonly Field[]])[] = [
  [/primary keys?\b/i, ["primary_key_columns", "sync_type"]],
  [/row filter/i, ["row_filters", "sync_type"]],
  [/sync type/i, ["sync_type"]],
  [/api version/i, ["api_version"]],
  [
    /column|field|cursor/i,
    ["incremental_field", "incremental_field_type", "enabled_columns", "row_filters", "sync_type"],
  ],
];

/** Does the item change what failed? Only then is switching the table on again more than a repetition. */
export function mendsFailure({ live, changed }: Change): boolean {
  const error = live.latest_error ?? "";
  const blocked = live.incremental_sync_blocked === null ? error : `${error} primary key`;
  const cure = CURES.find(([text]) => text.test(blocked));
  return cure !== undefined && cure[1].some((field) => changed.has(field));
}
