import { isAlias, isCollection, isMap, isNode, isPair, isScalar, isSeq } from "yaml";
import type { Alias, Document, YAMLMap, YAMLSeq } from "yaml";
import { InvariantError } from "../model/result.js";
import { isRecord } from "../model/is-record.js";
import { insertion } from "./splice.js";
import type { Splice } from "./splice.js";

/** A composed text that is being edited. */
export interface Edited {
  readonly text: string;
  readonly document: Document.Parsed;
}

/** A value and where the key before it ends: a value need not be written. */
interface Slot {
  readonly node: unknown;
  readonly keyEnd: number;
}

/**
 * Appends to the list under `key` of a mapping, in the style that the text has there; makes the list, and the mapping,
 * where there is none.
 *
 * @param items  each in flow style, on one line
 */
export function addToList(edited: Edited, owner: Slot, key: string, items: readonly string[]): Splice {
  const { node } = owner;
  const list = `[${items.join(", ")}]`;
  if (isAlias(node)) return overAlias(edited, node, (value) => withItems(value, key, items));
  if (!isMap(node)) return inPlaceOfNothing(edited, owner, `{ ${key}: ${list} }`);
  const slot = slotOf(node, key);
  if (slot === undefined)
    return node.flow ? intoFlow(edited, node, `${key}: ${list}`) : afterBlock(edited, node, `${key}: ${list}`);
  if (isAlias(slot.node)) return overAlias(edited, slot.node, (value) => flowList(value, items));
  if (!isSeq(slot.node)) return inPlaceOfNothing(edited, slot, list);
  if (slot.node.flow) return intoFlow(edited, slot.node, items.join(", "));
  return afterBlock(edited, slot.node, ...items.map((item) => `- ${item}`));
}

/** The entry of a mapping under a key, or undefined. */
export function slotOf(map: unknown, key: string): Slot | undefined {
  if (!isMap(map)) return undefined;
  const pair = map.items.find((item) => isScalar(item.key) && textOf(item.key) === key);
  return pair === undefined ? undefined : { node: pair.value, keyEnd: endOf(pair.key) };
}

/** A key is a name as written, even where it looks like a number. */
const textOf = ({ type, source, value }: { type?: unknown; source?: string; value: unknown }): string =>
  type === "PLAIN" && source !== undefined ? source : String(value);

function inPlaceOfNothing({ text: before }: Edited, { node, keyEnd }: Slot, text: string): Splice {
  if (!isNode(node)) return insertion(keyEnd, `: ${text}`); // `{ orders }`: a key without a colon
  if (!isScalar(node) || node.value !== null) throw new InvariantError("a consent has no place in this value");
  const [start, end] = rangeOf(node);
  // A value that is not written stands wherever the parser looked for it last: behind the spaces before a comment.
  return start === end
    ? insertion(before.indexOf(":", keyEnd) + 1, ` ${text}`)
    : { at: start, until: end, insert: text };
}

function intoFlow({ text }: Edited, node: YAMLMap | YAMLSeq, entry: string): Splice {
  const last = node.items.at(-1);
  if (last !== undefined) return insertion(endOf(last), `, ${entry}`);
  const inside = rangeOf(node)[0] + 1;
  return insertion(inside, text[inside] === "}" ? ` ${entry} ` : entry);
}

/** New lines after the last one of a block, before any comment lines that follow it. */
function afterBlock({ text }: Edited, node: YAMLMap | YAMLSeq, ...entries: readonly string[]): Splice {
  const start = rangeOf(node)[0];
  const indent = /^\uFEFF?( *)/.exec(text.slice(text.lastIndexOf("\n", start - 1) + 1, start))?.[1] ?? "";
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = entries.map((entry) => `${indent}${entry}`);
  const end = endOf(node);
  // Folded and literal text ends behind its line break.
  if (text[end - 1] === "\n") return insertion(end, lines.map((line) => line + lineBreak).join(""));
  const rest = /[^\r\n]*/y;
  rest.lastIndex = end;
  return insertion(end + (rest.exec(text)?.[0].length ?? 0), lines.map((line) => lineBreak + line).join(""));
}

/** The value is written out in place of the alias: its anchor belongs to others too. */
function overAlias({ document }: Edited, alias: Alias, render: (value: unknown) => string): Splice {
  const [start, end] = rangeOf(alias);
  return { at: start, until: end, insert: render(alias.toJS(document)) };
}

const flowList = (value: unknown, items: readonly string[]): string => {
  const before = Array.isArray(value) ? value.map((item) => JSON.stringify(item)) : [];
  return `[${[...before, ...items].join(", ")}]`;
};

function withItems(value: unknown, key: string, items: readonly string[]): string {
  const entries = isRecord(value) ? Object.entries(value) : [];
  const others = entries
    .filter(([name]) => name !== key)
    .map(([name, entry]) => `${JSON.stringify(name)}: ${JSON.stringify(entry)}`);
  const list = flowList(isRecord(value) ? value[key] : undefined, items);
  return `{ ${[...others, `${key}: ${list}`].join(", ")} }`;
}

function rangeOf(node: unknown): readonly [number, number] {
  const range = isNode(node) ? node.range : undefined;
  if (!range) throw new InvariantError("a composed node has a range");
  return [range[0], range[1]];
}

/** Where the text of a node ends; a block's own range runs on over the comments behind it. */
function endOf(node: unknown): number {
  if (isPair(node)) return isNode(node.value) ? endOf(node.value) : endOf(node.key);
  const last = isCollection(node) && !node.flow ? node.items.at(-1) : undefined;
  return last === undefined ? rangeOf(node)[1] : endOf(last);
}
