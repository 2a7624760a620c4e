import type { Owed } from "./journal.js";
import type { Item } from "./plan.js";

/** Does the approval of `approved` cover `fresh`, the same table planned again? `undefined`: nothing is left to do. */
export type Covers = (approved: Item, fresh: Item | undefined, owed: readonly Owed[]) => Coverage;
export type Coverage =
  { readonly covered: true } | { readonly covered: false; readonly differences: readonly string[] };
