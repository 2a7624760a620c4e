import { isNode } from "yaml";
import type { YAMLSeq } from "yaml";
import { flowText } from "./flow-text.js";
import { endOf, rangeOf } from "./slots.js";
import type { Edited } from "./slots.js";
import { insertion } from "./splice.js";
import type { Splice } from "./splice.js";
import { without } from "./without.js";

/** Turns a list in brackets into another one. Items that stay are not touched, unless their order is another one. */
export function changeFlowList(edited: Edited, node: YAMLSeq, to: readonly unknown[]): readonly Splice[] {
  const wanted = new Set(to.map(flowText));
  const before = node.items.map((item) => flowText(isNode(item) ? item.toJS(edited.document) : item));
  const kept = node.items.filter((_, index) => wanted.has(before[index] ?? ""));
  const added = to.filter((item) => !before.includes(flowText(item))).map(flowText);
  const sequence = [...before.filter((item) => wanted.has(item)), ...added];
  const isInOrder = sequence.join("\n") === to.map(flowText).join("\n");
  const last = kept.at(-1);
  if (last === undefined || !isInOrder) return [{ at: rangeOf(node)[0], until: endOf(node), insert: flowText(to) }];
  const behind = added.length === 0 ? [] : [insertion(endOf(last), `, ${added.join(", ")}`)];
  return [...behind, ...without(edited, node, new Set(kept))];
}
