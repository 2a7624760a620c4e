import { distance } from "fastest-levenshtein";

const bare = (name: string): string => name.slice(name.lastIndexOf(".") + 1).toLowerCase();

/** Shorter names are part of too many others. */
const LEAST_PART = 4;
const MOST_NAMES = 3;

/** How far a name is from the one that was written; undefined: nobody would mix them up. */
function away(written: string, candidate: string): number | undefined {
  // The server may have qualified a name in place (`orders` became `public.orders`).
  if (bare(candidate) === bare(written)) return 0;
  const [wanted, there] = [written.toLowerCase(), candidate.toLowerCase()];
  const edits = distance(wanted, there);
  const isPart = wanted.length >= LEAST_PART && there.includes(wanted);
  return isPart || edits <= Math.max(2, Math.floor(wanted.length / 3)) ? edits : undefined;
}

/** The names that somebody may have meant, nearest first, at most three. */
export function nearNames(written: string, candidates: Iterable<string>): readonly string[] {
  const near: { readonly name: string; readonly edits: number }[] = [];
  for (const name of candidates) {
    const edits = away(written, name);
    if (edits !== undefined) near.push({ name, edits });
  }
  const sorted = near.toSorted((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1));
  return sorted.slice(0, MOST_NAMES).map(({ name }) => name);
}

export const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/** `did you mean "a", "b"? ` or nothing, to stand before the rest of a hint. */
export const didYouMean = (written: string, candidates: Iterable<string>): string =>
  meant(nearNames(written, candidates));

export const meant = (names: readonly string[]): string =>
  names.length === 0 ? "" : `did you mean ${quoted(names)}? `;
