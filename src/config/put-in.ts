import { isNode, isScalar } from "yaml";
import type { Alias, YAMLMap, YAMLSeq } from "yaml";
import { InvariantError } from "../model/result.js";
import { endOf, rangeOf } from "./slots.js";
import type { Edited, Slot } from "./slots.js";
import { insertion } from "./splice.js";
import type { Splice } from "./splice.js";

export function inPlaceOfNothing({ text: before }: Edited, { node, keyEnd }: Slot, text: string): Splice {
  if (!isNode(node)) return insertion(keyEnd, `: ${text}`); // `{ orders }`: a key without a colon
  if (!isScalar(node) || node.value !== null) throw new InvariantError("only nothing can be written over");
  const [start, end] = rangeOf(node);
  // A value that is not written stands wherever the parser looked for it last: behind the spaces before a comment.
  return start === end
    ? insertion(before.indexOf(":", keyEnd) + 1, ` ${text}`)
    : { at: start, until: end, insert: text };
}

export function intoFlow({ text }: Edited, node: YAMLMap | YAMLSeq, entry: string): Splice {
  const last = node.items.at(-1);
  if (last !== undefined) return insertion(endOf(last), `, ${entry}`);
  const inside = rangeOf(node)[0] + 1;
  return insertion(inside, text[inside] === "}" ? ` ${entry} ` : entry);
}

/** New lines after the last one of a block, before any comment lines that follow it. */
export function afterBlock(edited: Edited, node: YAMLMap | YAMLSeq, ...entries: readonly string[]): Splice {
  const indent = indentOf(edited, node);
  return afterLine(
    edited,
    endOf(node),
    entries.map((entry) => `${indent}${entry}`),
  );
}

/** The spaces before the first entry of a block. */
export function indentOf({ text }: Edited, node: YAMLMap | YAMLSeq): string {
  const start = rangeOf(node)[0];
  return /^\uFEFF?( *)/.exec(text.slice(text.lastIndexOf("\n", start - 1) + 1, start))?.[1] ?? "";
}

/** New lines after the line on which something ends. */
export function afterLine({ text }: Edited, end: number, lines: readonly string[]): Splice {
  const lineBreak = lineBreakOf(text);
  // Folded and literal text ends behind its line break.
  if (text[end - 1] === "\n") return insertion(end, lines.map((line) => line + lineBreak).join(""));
  return insertion(lineEnd(text, end), lines.map((line) => lineBreak + line).join(""));
}

export const lineBreakOf = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");

/** Where the line ends that an offset stands on, before its line break. */
export function lineEnd(text: string, at: number): number {
  const rest = /[^\r\n]*/y;
  rest.lastIndex = at;
  return at + (rest.exec(text)?.[0].length ?? 0);
}

/** The value is written out in place of the alias: its anchor belongs to others too. */
export function overAlias({ document }: Edited, alias: Alias, render: (value: unknown) => string): Splice {
  const [start, end] = rangeOf(alias);
  return { at: start, until: end, insert: render(alias.toJS(document)) };
}
