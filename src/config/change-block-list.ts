import { diffArrays } from "diff";
import { isNode } from "yaml";
import type { YAMLSeq } from "yaml";
import { isRecord } from "../model/is-record.js";
import { flowText } from "./flow-text.js";
import { itemNames } from "./item-names.js";
import { afterLine, indentOf, lineBreakOf } from "./put-in.js";
import { endOf, rangeOf, startOf } from "./slots.js";
import type { Edited, Slot } from "./slots.js";
import { insertion, spliced, wholeLines } from "./splice.js";
import type { Splice } from "./splice.js";

/** How a mapping is changed, which knows how lists are: handed over, so that neither imports the other. */
type SetEntries = (edited: Edited, owner: Slot, entries: Readonly<Record<string, unknown>>) => readonly Splice[];

/** An item and the lines that are its own. */
interface Part {
  readonly node: unknown;
  readonly value: unknown;
  /** where the remarks directly above it begin */
  readonly remarks: number;
  /** from its dash to the next line, with the remark beside it */
  readonly lines: Splice;
}

/**
 * Turns a list of one item a line into another one, item by item: one that stays is not touched, one that moves takes the
 * remarks beside and above it along, one that changes keeps them, and one that goes leaves those that stand on their own lines.
 */
export function changeBlockList(
  edited: Edited,
  node: YAMLSeq,
  to: readonly unknown[],
  setEntries: SetEntries,
): readonly Splice[] {
  const parts = partsOf(edited, node);
  const before = parts.map(({ value }) => value);
  const nameOf = itemNames(before, to);
  const names = before.map(nameOf);
  const stays: (readonly [part: Part, value: unknown])[] = [];
  const gone = new Set<Part>();
  const coming = new Map<Part | undefined, unknown[]>();
  let [at, next] = [0, 0];
  for (const { added, removed, count } of diffArrays(names, to.map(nameOf))) {
    if (added)
      coming.set(
        parts.slice(0, at).findLast((part) => !gone.has(part)),
        to.slice(next, next + count),
      );
    else if (removed) for (const part of parts.slice(at, at + count)) gone.add(part);
    else for (const [index, part] of parts.slice(at, at + count).entries()) stays.push([part, to[next + index]]);
    if (!added) at += count;
    if (!removed) next += count;
  }
  const changed = ({ node: item, value: was }: Part, value: unknown): readonly Splice[] => {
    const entries = differing(was, value);
    if (entries === undefined) return [{ at: startOf(item), until: endOf(item), insert: flowText(value) }];
    const isSame = Object.keys(entries).length === 0;
    return isSame ? [] : setEntries(edited, { node: item, keyEnd: startOf(item) }, entries);
  };
  const moved = new Set<Part>();
  const lineOf = (value: unknown): string => {
    const from = parts.find((part) => gone.has(part) && !moved.has(part) && nameOf(part.value) === nameOf(value));
    if (from === undefined) return `${indentOf(edited, node)}- ${flowText(value)}`;
    moved.add(from);
    return textOf(edited, from, changed(from, value));
  };
  const arrivals = [...coming].map(([after, values]) => [after, values.map(lineOf)] as const);
  const [first] = parts;
  const top = first && (gone.has(first) && !moved.has(first) ? first.lines.at : first.remarks);
  return [
    ...arrivals.map(([after, lines]) =>
      after === undefined
        ? insertion(top ?? rangeOf(node)[0], lines.map((line) => line + lineBreakOf(edited.text)).join(""))
        : afterLine(edited, endOf(after.node), lines),
    ),
    ...[...gone].map((part) => ({ ...part.lines, at: moved.has(part) ? part.remarks : part.lines.at })),
    ...stays.flatMap(([part, value]) => changed(part, value)),
  ];
}

function partsOf(edited: Edited, list: YAMLSeq): readonly Part[] {
  const { text, document } = edited;
  const indent = indentOf(edited, list);
  let from = 0;
  return list.items.map((node) => {
    const lines = wholeLines(text, lineWith(text, `${indent}-`, startOf(node)), endOf(node));
    let remarks = lines.at;
    for (let above = lineBefore(text, remarks); above >= from && isRemark(text, above);) {
      remarks = above;
      above = lineBefore(text, remarks);
    }
    from = lines.until;
    return { node, value: isNode(node) ? node.toJS(document) : node, remarks, lines };
  });
}

/** The start of the line that begins so: a value may stand lines below its dash. */
function lineWith(text: string, beginning: string, offset: number): number {
  let at = text.lastIndexOf("\n", offset - 1) + 1;
  while (at > 0 && !text.startsWith(beginning, at)) at = lineBefore(text, at);
  return at;
}

/** The start of the line before the one that starts at an offset; -1: there is none. */
const lineBefore = (text: string, at: number): number =>
  at === 0 ? -1 : at === 1 ? 0 : text.lastIndexOf("\n", at - 2) + 1;

const isRemark = (text: string, at: number): boolean => {
  const remark = /[ \t]*#/y;
  remark.lastIndex = at;
  return remark.test(text);
};

/** The lines of an item with what changes in it, without the last line break. */
function textOf({ text }: Edited, { remarks, lines }: Part, splices: readonly Splice[]): string {
  const own = splices.map((splice) => ({ ...splice, at: splice.at - remarks, until: splice.until - remarks }));
  return spliced(text.slice(remarks, lines.until), own).replace(/\r?\n$/, "");
}

/** The entries of an item that stays the one it was; undefined: it has one too many. */
function differing(before: unknown, value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(before) || !isRecord(value)) return {};
  if (Object.keys(before).some((key) => !Object.hasOwn(value, key))) return undefined;
  const differs = ([key, entry]: readonly [string, unknown]): boolean =>
    flowText(before[key] ?? null) !== flowText(entry);
  return Object.fromEntries(Object.entries(value).filter(differs));
}
