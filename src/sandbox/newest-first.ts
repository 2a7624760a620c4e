import { instant } from "./instant.js";

/** Newest first; entries of the same moment keep their order. */
export function newestFirst<T extends { readonly created_at: string }>(entries: readonly T[]): T[] {
  return entries
    .map((entry) => ({ entry, at: instant(entry.created_at) }))
    .toSorted((a, b) => b.at - a.at)
    .map(({ entry }) => entry);
}
