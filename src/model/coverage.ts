import type { Owed } from "./journal.js";
import type { Item } from "./plan.js";
import type { LiveSettings } from "./settings.js";

/**
 * Does the approval of `approved` cover `fresh`, the same table planned again? `undefined`: nothing is left to do.
 *
 * @param live  what the table holds now, where it was read: an approved field that is not planned any more has to stand there
 */
export type Covers = (approved: Item, fresh: Item | undefined, owed: readonly Owed[], live?: LiveSettings) => Coverage;
export type Coverage =
  { readonly covered: true } | { readonly covered: false; readonly differences: readonly string[] };
