import { structuredPatch } from "diff";
import type { Paint, Style } from "../report/paint.js";
import { visible } from "../report/visible.js";

const STYLES: Readonly<Record<string, Style>> = { "+": "added", "-": "removed" };

/** Finding the shortest difference takes time by the square of its lines, and nobody reads so many. */
const MOST_LINES = 2000;

/** What changes in a file, for people. */
export function fileDiff(path: string, before: string, after: string, paint: Paint): string {
  const patch = structuredPatch(path, path, before, after, undefined, undefined, {
    context: 2,
    // The line breaks of Windows stay in the file, and are no part of what is read here.
    stripTrailingCr: true,
    // A new file needs no search.
    ...(before === "" ? {} : { maxEditLength: MOST_LINES }),
  });
  const lines = patch?.hunks.flatMap(({ newStart, lines: changed }) => [
    paint("dim", `@@ line ${newStart}`),
    ...changed.map((line) => paint(STYLES[line.charAt(0)] ?? "dim", visible(line))),
  ]) ?? [paint("dim", `more than ${MOST_LINES} lines differ: git diff shows them once they are written`)];
  return `${[paint("title", visible(path)), ...lines].join("\n")}\n\n`;
}
