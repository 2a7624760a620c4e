import type { SourceSelector } from "./desired.js";

interface Identity {
  readonly id: string;
  readonly source_type: string;
  readonly prefix: string;
}

const withoutUnderscore = (prefix: string): string => prefix.replace(/_$/, "");

/**
 * The sources that a selector means; anything but exactly one is a problem of the caller's.
 *
 * The server keeps a prefix as somebody typed it, `shop` or `shop_`, and names tables the same way for both. So one trailing
 * underscore does not count, unless a prefix agrees to the letter: both may exist side by side.
 */
export function matchSources<S extends Identity>(selector: SourceSelector, sources: readonly S[]): readonly S[] {
  if (selector.by === "id") return sources.filter(({ id }) => id === selector.id);
  const ofType = sources.filter(({ source_type }) => source_type === selector.source_type);
  const exact = ofType.filter(({ prefix }) => prefix === selector.prefix);
  if (exact.length > 0) return exact;
  return ofType.filter(({ prefix }) => withoutUnderscore(prefix) === withoutUnderscore(selector.prefix));
}
