import { distance } from "fastest-levenshtein";

const bare = (name: string): string => name.slice(name.lastIndexOf(".") + 1).toLowerCase();

/** The names that somebody may have meant, nearest first, at most three. */
function nearNames(name: string, candidates: Iterable<string>): readonly string[] {
  const limit = Math.max(2, Math.floor(name.length / 4));
  const near: { readonly candidate: string; readonly away: number }[] = [];
  for (const candidate of candidates) {
    // The server may have qualified a name in place (`orders` became `public.orders`).
    const away = bare(candidate) === bare(name) ? 0 : distance(name.toLowerCase(), candidate.toLowerCase());
    if (away <= limit) near.push({ candidate, away });
  }
  const sorted = near.toSorted((a, b) => a.away - b.away || (a.candidate < b.candidate ? -1 : 1));
  return sorted.slice(0, 3).map(({ candidate }) => candidate);
}

export const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/** `did you mean "a", "b"? ` or nothing, to stand before the rest of a hint. */
export const didYouMean = (name: string, candidates: Iterable<string>): string => {
  const near = nearNames(name, candidates);
  return near.length === 0 ? "" : `did you mean ${quoted(near)}? `;
};
