import { isMap, isPair } from "yaml";
import type { YAMLMap } from "yaml";
import { afterLine, indentOf, intoFlow, lineBreakOf, lineEnd } from "./put-in.js";
import { endOf, keyOf, startOf } from "./slots.js";
import type { Edited } from "./slots.js";
import { insertion } from "./splice.js";
import type { Splice } from "./splice.js";

export interface NewEntry {
  readonly key: string;
  /** as a block, each line without the indentation of the mapping */
  readonly lines: readonly string[];
  /** on one line, for a mapping in braces */
  readonly flow: string;
}

/** Adds entries to a mapping of names: each in its place where the names stand in order, else all at the end. */
export function addEntries(edited: Edited, node: YAMLMap, entries: readonly NewEntry[]): readonly Splice[] {
  if (node.flow) return [intoFlow(edited, node, entries.map(({ flow }) => flow).join(", "))];
  const names = node.items.map((item) => keyOf(item) ?? "");
  const isSorted = names.every((name, index) => index === 0 || (names[index - 1] ?? "") < name);
  const byPlace = new Map<number, NewEntry[]>();
  for (const entry of sorted(entries)) {
    const after = isSorted ? lastBefore(names, entry.key) : names.length - 1;
    const there = byPlace.get(after);
    if (there === undefined) byPlace.set(after, [entry]);
    else there.push(entry);
  }
  const indent = indentOf(edited, node);
  const step = stepOf(edited, node, indent);
  return [...byPlace].map(([after, placed]) => {
    const lines = placed.flatMap((entry) => entry.lines.map((line) => indent + line.replace(/^(?: {2})+/, step)));
    const item = node.items[after];
    if (item !== undefined) return afterLine(edited, endWithRemarks(edited, item, indent), lines);
    const lineBreak = lineBreakOf(edited.text);
    const first = startOf(node.items[0]);
    return insertion(first - indent.length, lines.map((line) => line + lineBreak).join(""));
  });
}

const sorted = (entries: readonly NewEntry[]): readonly NewEntry[] =>
  entries.toSorted((a, b) => (a.key < b.key ? -1 : 1));

function lastBefore(names: readonly string[], key: string): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle] ?? "") < key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** How far the lines of an entry are indented against its name: as those of the first one that has lines. */
function stepOf(edited: Edited, node: YAMLMap, indent: string): (spaces: string) => string {
  const block = node.items
    .map((item) => item.value)
    .find((value) => isMap(value) && !value.flow && value.items.length > 0);
  const step = isMap(block) ? indentOf(edited, block).slice(indent.length) : "  ";
  return (spaces) => step.repeat(spaces.length / 2);
}

/** An entry ends behind the comments that are indented like its own lines. */
function endWithRemarks({ text }: Edited, item: unknown, indent: string): number {
  const remark = new RegExp(`(?:\\r?\\n|)${indent} +#[^\\r\\n]*`, "y");
  let end = endOf(isPair(item) ? item : undefined);
  if (text[end - 1] !== "\n") end = lineEnd(text, end);
  for (;;) {
    remark.lastIndex = end;
    const found = remark.exec(text)?.[0];
    if (found === undefined || !(found.startsWith("\n") || found.startsWith("\r") || text[end - 1] === "\n"))
      return end;
    end += found.length;
  }
}
