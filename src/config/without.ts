import { endOf, startOf } from "./slots.js";
import type { Edited } from "./slots.js";
import { wholeLines } from "./splice.js";
import type { Splice } from "./splice.js";

interface Collection {
  readonly items: readonly unknown[];
  readonly flow?: boolean;
}

/** Takes entries out of a mapping or a list, of which at least one stays where it is in braces or brackets. */
export function without({ text }: Edited, node: Collection, kept: ReadonlySet<unknown>): readonly Splice[] {
  const lastKept = node.items.findLastIndex((item) => kept.has(item));
  return node.items.flatMap((item, index) => {
    if (kept.has(item)) return [];
    if (!node.flow) return [wholeLines(text, startOf(item), endOf(item))];
    const next = node.items[index + 1];
    if (index < lastKept) return [{ at: startOf(item), until: startOf(next), insert: "" }];
    return [{ at: endOf(node.items[index - 1]), until: endOf(item), insert: "" }];
  });
}
