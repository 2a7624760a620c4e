import { isAlias, isCollection, isMap, isNode, isScalar, isSeq } from "yaml";
import type { YAMLMap } from "yaml";
import { isRecord } from "../model/is-record.js";
import { changeBlockList } from "./change-block-list.js";
import { changeFlowList } from "./change-flow-list.js";
import { flowText, likeBefore } from "./flow-text.js";
import { afterBlock, inPlaceOfNothing, intoFlow, lineBreakOf, overAlias } from "./put-in.js";
import { endOf, keyOf, rangeOf, slotsOf } from "./slots.js";
import type { Edited, Slot } from "./slots.js";
import { insertion } from "./splice.js";
import type { Splice } from "./splice.js";
import { without } from "./without.js";

type Entries = Readonly<Record<string, unknown>>;

/** Gives entries of a mapping their values, in the style that the text has there; makes the mapping where there is none. */
export function setEntries(edited: Edited, owner: Slot, entries: Entries): readonly Splice[] {
  const { node } = owner;
  if (isAlias(node))
    return [overAlias(edited, node, (value) => flowText({ ...(isRecord(value) ? value : {}), ...entries }))];
  if (!isMap(node)) return [inPlaceOfNothing(edited, owner, flowText(entries))];
  const there = slotsOf(node);
  const splices: Splice[] = [];
  const missing: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(entries)) {
    const slot = there.get(key);
    if (slot === undefined) missing[key] = value;
    else splices.push(...overValue(edited, slot, value));
  }
  if (Object.keys(missing).length > 0) splices.push(added(edited, node, missing));
  return splices;
}

function added(edited: Edited, node: YAMLMap, missing: Entries): Splice {
  const lines = Object.entries(missing).map(([key, value]) => `${key}: ${flowText(value)}`);
  return node.flow ? intoFlow(edited, node, lines.join(", ")) : afterBlock(edited, node, ...lines);
}

function overValue(edited: Edited, slot: Slot, value: unknown): readonly Splice[] {
  const { node } = slot;
  if (isAlias(node)) return [overAlias(edited, node, () => flowText(value))];
  if (isSeq(node) && Array.isArray(value) && (node.flow || value.length > 0))
    return node.flow ? changeFlowList(edited, node, value) : changeBlockList(edited, node, value, setEntries);
  if (isCollection(node) && !node.flow) return overBlock(edited, slot, value);
  if (!isNode(node) || (isScalar(node) && node.value === null))
    return [inPlaceOfNothing(edited, slot, flowText(value))];
  const [at, until] = rangeOf(node);
  const style = isScalar(node) ? node.type : undefined;
  // Folded and literal text ends behind its line break.
  const lineBreak = style?.startsWith("BLOCK") && edited.text[until - 1] === "\n" ? lineBreakOf(edited.text) : "";
  return [{ at, until, insert: likeBefore(value, style) + lineBreak }];
}

/** The lines of a block go, and what stands behind their key stays: an anchor, a comment. */
function overBlock({ text }: Edited, { node, keyEnd }: Slot, value: unknown): readonly Splice[] {
  const colon = text.indexOf(":", keyEnd) + 1;
  const behindKey = colon + (/^[^\r\n]*/.exec(text.slice(colon, rangeOf(node)[0]))?.[0].length ?? 0);
  const isAnchored = /^\s*&/.test(text.slice(colon, behindKey));
  return [
    // Behind an anchor nothing at all stands for null.
    ...(value === null && isAnchored ? [] : [insertion(colon, ` ${flowText(value)}`)]),
    { at: behindKey, until: endOf(node), insert: "" },
  ];
}

/** Takes entries out of a mapping; the last of a block leaves nothing, which is an empty entry. */
export function removeEntries(edited: Edited, owner: Slot, keys: ReadonlySet<string>): readonly Splice[] {
  const { node } = owner;
  const isKept = (key: string | undefined): boolean => key === undefined || !keys.has(key);
  if (isAlias(node)) {
    const rest = (value: unknown) => Object.entries(isRecord(value) ? value : {}).filter(([key]) => isKept(key));
    return [overAlias(edited, node, (value) => flowText(Object.fromEntries(rest(value))))];
  }
  if (!isMap(node)) return [];
  const kept = new Set<unknown>(node.items.filter((item) => isKept(keyOf(item))));
  if (kept.size > 0 || !node.flow) return without(edited, node, kept);
  const [at, until] = rangeOf(node);
  return [{ at, until, insert: "{}" }];
}
