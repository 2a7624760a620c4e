import { isCollection, isMap, isNode, isPair, isScalar } from "yaml";
import type { Document } from "yaml";
import { InvariantError } from "../model/result.js";

/** A composed text that is being edited. */
export interface Edited {
  readonly text: string;
  readonly document: Document.Parsed;
}

/** A value and where the key before it ends: a value need not be written. */
export interface Slot {
  readonly node: unknown;
  readonly keyEnd: number;
}

/** The entry of a mapping under a key, or undefined. */
export function slotOf(map: unknown, key: string): Slot | undefined {
  if (!isMap(map)) return undefined;
  const pair = map.items.find((item) => keyOf(item) === key);
  return pair === undefined ? undefined : { node: pair.value, keyEnd: endOf(pair.key) };
}

/** All entries of a mapping at once: looking thousands of them up one by one would be quadratic. */
export const slotsOf = (map: unknown): ReadonlyMap<string, Slot> =>
  new Map(
    isMap(map)
      ? map.items.map((item) => [keyOf(item) ?? "", { node: item.value, keyEnd: endOf(item.key) }] as const)
      : [],
  );

/** A key is a name as written, even where it looks like a number. */
export function keyOf(item: unknown): string | undefined {
  const key = isPair(item) ? item.key : undefined;
  if (!isScalar(key)) return undefined;
  return key.type === "PLAIN" && key.source !== undefined ? key.source : String(key.value);
}

export function rangeOf(node: unknown): readonly [number, number] {
  const range = isNode(node) ? node.range : undefined;
  if (!range) throw new InvariantError("a composed node has a range");
  return [range[0], range[1]];
}

export const startOf = (node: unknown): number => rangeOf(isPair(node) ? node.key : node)[0];

/** Where the text of a node ends; a block's own range runs on over the comments behind it. */
export function endOf(node: unknown): number {
  if (isPair(node)) return isNode(node.value) ? endOf(node.value) : endOf(node.key);
  const last = isCollection(node) && !node.flow ? node.items.at(-1) : undefined;
  return last === undefined ? rangeOf(node)[1] : endOf(last);
}
