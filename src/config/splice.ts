/** Text that goes in at an offset, in place of what stands up to `until`. */
export interface Splice {
  readonly at: number;
  /** `at` where nothing goes */
  readonly until: number;
  readonly insert: string;
}

export const insertion = (at: number, insert: string): Splice => ({ at, until: at, insert });

/** Applies splices that do not overlap; every other byte stays. */
export function spliced(text: string, splices: readonly Splice[]): string {
  const parts: string[] = [];
  let next = 0;
  for (const { at, until, insert } of splices.toSorted((a, b) => a.at - b.at)) {
    parts.push(text.slice(next, at), insert);
    next = until;
  }
  return [...parts, text.slice(next)].join("");
}
