import type { Change } from "./change.js";
import { cursorInTable, newestRunCompleted } from "./situation.js";

/**
 * A hidden column is not read by a run under the old configuration either. It may have been read before it was hidden: whether
 * PostHog finds a greatest value in it, and so wipes by itself or not, nobody can tell.
 */
export const runBringsCursor = ({ before, after }: Change): boolean =>
  before.enabled_columns === null || before.enabled_columns.some((column) => column === after.incremental_field);

/** Do the rows of a full refresh want one more run before a watermark is seeded from them? */
export const catchUp = (change: Change): { readonly catch_up?: true } =>
  newestRunCompleted(change) && cursorInTable(change) === "synced" ? {} : { catch_up: true };
