import type { Effect } from "../model/effect.js";
import type { Change } from "./change.js";
import { webhookOnly } from "./situation.js";

/** What the rows are beyond a copy of the source: versions or deliveries that no import brings back. */
function historyOf(change: Change): string | undefined {
  const { sync_type, cdc_table_mode } = change.before;
  if (sync_type === "append") return "the versions that append has collected";
  if (sync_type === "cdc" && (cdc_table_mode === "cdc_only" || cdc_table_mode === "both"))
    return "the change history that CDC has recorded";
  if (sync_type === "webhook" && webhookOnly(change) === true) return "what only the webhook has delivered";
  return undefined;
}

/** What deleting the rows of this table costs: a wipe where an import brings them back, a loss where none does. */
export const wipeEffect = (change: Change): Extract<Effect, "wipe" | "loss"> =>
  historyOf(change) === undefined ? "wipe" : "loss";

/** A merge by key writes the newest values into every version that append has collected: they end although the rows stay. */
const overwritesVersions = ({ before }: Change): boolean => before.sync_type === "append";

/** What keeping the rows costs where later runs merge into them. */
export const mergeEffect = (change: Change): Extract<Effect, "gap" | "loss"> =>
  overwritesVersions(change) ? "loss" : "gap";

/** Said with it, where it costs that. */
export const afterMerge = (change: Change): string =>
  overwritesVersions(change) ? "; each merge writes over every version of its key, and nothing brings those back" : "";

/** Ends every message about a wipe, so that nobody takes it for a mere reload. */
export function afterWipe(change: Change): string {
  const history = historyOf(change);
  const gone = "rows that the source no longer has do not come back";
  return history === undefined ? gone : `${gone}, and nothing brings back ${history}`;
}
