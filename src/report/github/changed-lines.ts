/** A change of a text as GitHub takes it: whole lines in place of others. */
export interface ChangedLines {
  /** first and last line that are replaced, counted from 1 */
  readonly lines: readonly [number, number];
  /** what stands there afterwards */
  readonly after: readonly string[];
}

/**
 * The one stretch of lines in which two texts differ. A suggestion has to stand on a line: what is only put in replaces the one
 * above it as well, at the top the one below.
 */
export function changedLines(before: string, after: string): ChangedLines {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const shortest = Math.min(old.length, now.length);
  let same = 0;
  while (same < shortest && old[same] === now[same]) same += 1;
  let end = 0;
  while (end < shortest - same && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  if (old.length - end === same) {
    if (same > 0) same -= 1;
    else end -= 1;
  }
  return { lines: [same + 1, old.length - end], after: now.slice(same, now.length - end) };
}
