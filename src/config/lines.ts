import type { Position } from "../model/diagnostic.js";
import type { SourceText } from "./source-text.js";

/** Looks positions up in one file; the line starts are found when the first position is asked for. */
export interface Lines {
  /** @param offset  UTF-16 units from the start of the text */
  readonly positionAt: (offset: number) => Position;
  /** @param line  counts from 1; without its line break */
  readonly textOf: (line: number) => string;
}

const BYTE_ORDER_MARK = "\uFEFF";

export function linesOf({ path, text }: SourceText): Lines {
  let starts: readonly number[] | undefined;
  const lineStarts = () => (starts ??= findLineStarts(text));
  return {
    positionAt(offset) {
      const line = lastAtOrBefore(lineStarts(), offset);
      const start = lineStarts()[line] ?? 0;
      return { file: path, line: line + 1, column: offset - start + 1 };
    },
    textOf(line) {
      const start = lineStarts()[line - 1] ?? text.length;
      const end = lineStarts()[line] ?? text.length;
      return text.slice(start, end).replace(/\r?\n$/, "");
    },
  };
}

function findLineStarts(text: string): readonly number[] {
  // No editor counts the mark as a column.
  const starts = [text.startsWith(BYTE_ORDER_MARK) ? 1 : 0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function lastAtOrBefore(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
