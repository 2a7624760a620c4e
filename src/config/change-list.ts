import { isNode } from "yaml";
import type { YAMLSeq } from "yaml";
import { flowText } from "./flow-text.js";
import { afterLine, indentOf, lineBreakOf, lineEnd } from "./put-in.js";
import { endOf, rangeOf, startOf } from "./slots.js";
import type { Edited } from "./slots.js";
import { insertion } from "./splice.js";
import type { Splice } from "./splice.js";

/** Turns a list into another one. Items that stay are not touched, and neither are the comments beside them. */
export function changeList(edited: Edited, node: YAMLSeq, to: readonly unknown[]): readonly Splice[] {
  const wanted = new Set(to.map(flowText));
  const before = node.items.map((item) => flowText(isNode(item) ? item.toJS(edited.document) : item));
  const kept = node.items.filter((_, index) => wanted.has(before[index] ?? ""));
  const added = to.filter((item) => !before.includes(flowText(item))).map(flowText);
  const sequence = [...before.filter((item) => wanted.has(item)), ...added];
  const isInOrder = sequence.join("\n") === to.map(flowText).join("\n");
  const last = kept.at(-1);
  if (last === undefined || !isInOrder) return [overAll(edited, node, to)];
  return [...(added.length === 0 ? [] : [behind(edited, node, last, added)]), ...without(edited, node, new Set(kept))];
}

function overAll(edited: Edited, node: YAMLSeq, to: readonly unknown[]): Splice {
  const [at] = rangeOf(node);
  const items = to.map((item) => `- ${flowText(item)}`);
  const insert = node.flow ? flowText(to) : items.join(lineBreakOf(edited.text) + indentOf(edited, node));
  return { at, until: endOf(node), insert };
}

function behind(edited: Edited, node: YAMLSeq, last: unknown, added: readonly string[]): Splice {
  if (node.flow) return insertion(endOf(last), `, ${added.join(", ")}`);
  const indent = indentOf(edited, node);
  return afterLine(
    edited,
    endOf(last),
    added.map((item) => `${indent}- ${item}`),
  );
}

interface Collection {
  readonly items: readonly unknown[];
  readonly flow?: boolean;
}

/** Takes entries out of a mapping or a list, of which at least one stays where it is in braces or brackets. */
export function without({ text }: Edited, node: Collection, kept: ReadonlySet<unknown>): readonly Splice[] {
  const lastKept = node.items.findLastIndex((item) => kept.has(item));
  return node.items.flatMap((item, index) => {
    if (kept.has(item)) return [];
    if (!node.flow) return [wholeLines(text, item)];
    const next = node.items[index + 1];
    if (index < lastKept) return [{ at: startOf(item), until: startOf(next), insert: "" }];
    return [{ at: endOf(node.items[index - 1]), until: endOf(item), insert: "" }];
  });
}

/** From the start of the first line of an entry to the end of its last one. */
function wholeLines(text: string, item: unknown): Splice {
  const at = text.lastIndexOf("\n", startOf(item) - 1) + 1;
  const end = endOf(item);
  const stop = text[end - 1] === "\n" ? end : lineEnd(text, end);
  const lineBreak = /\r?\n|/y;
  lineBreak.lastIndex = stop;
  return { at, until: text[end - 1] === "\n" ? end : stop + (lineBreak.exec(text)?.[0].length ?? 0), insert: "" };
}
