const HUNK = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/**
 * The lines of a file's new state that its diff shows: GitHub takes comments on no others.
 *
 * @param patch  of one file, as GitHub tells it: unified, without file headers
 * @returns numbers of lines, counted from 1
 */
export function shownLines(patch: string): ReadonlySet<number> {
  const shown = new Set<number>();
  let next = 0;
  for (const line of patch.split("\n")) {
    const [, start] = HUNK.exec(line) ?? [];
    if (start !== undefined) next = Number(start);
    else if (line.startsWith("+") || line.startsWith(" ")) shown.add(next++);
  }
  return shown;
}
