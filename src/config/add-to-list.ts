import { isAlias, isMap, isSeq } from "yaml";
import { isRecord } from "../model/is-record.js";
import { afterBlock, inPlaceOfNothing, intoFlow, overAlias } from "./put-in.js";
import { slotOf } from "./slots.js";
import type { Edited, Slot } from "./slots.js";
import type { Splice } from "./splice.js";

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
