import { invalid } from "../errors.js";
import { isIncrementalStyle, type Rule } from "./edit.js";

const FIELDS = [
  "incremental_field",
  "incremental_field_type",
  "incremental_field_lookback_seconds",
  "primary_key_columns",
] as const;

/**
 * Refuses settings that the stored type would not take and the request does not change.
 *
 * With `sync_type` in the same request they are dropped without a word instead.
 */
export const refuseBareEdits: Rule = ({ sent, before }) => {
  if (sent.sync_type !== undefined || isIncrementalStyle(before.sync_type)) return;
  const unappliable = FIELDS.filter((field) => sent[field] !== undefined && sent[field] !== null);
  if (unappliable.length === 0) return;
  throw invalid(
    `${unappliable.join(", ")} cannot be applied to a schema with sync type ${before.sync_type ?? "not set"} on its own. ` +
      "Include sync_type in the same request to change the sync type.",
  );
};
