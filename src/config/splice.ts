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

/** From the start of the line on which something starts to the end of the one on which it ends. */
export function wholeLines(text: string, start: number, end: number): Splice {
  const at = text.lastIndexOf("\n", start - 1) + 1;
  // Folded and literal text ends behind its line break.
  if (start < end && text[end - 1] === "\n") return { at, until: end, insert: "" };
  const rest = /[^\r\n]*(?:\r?\n)?/y;
  rest.lastIndex = end;
  return { at, until: end + (rest.exec(text)?.[0].length ?? 0), insert: "" };
}
