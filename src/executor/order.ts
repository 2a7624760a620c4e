import { EFFECTS, isWorse } from "../model/effect.js";
import type { Item } from "../model/plan.js";

/** Rows or history go, or nobody knows: such items wait for their turn, and stop when the billing limit is reached. */
export const isDangerous = ({ effect }: Pick<Item, "effect">): boolean => isWorse(effect, "gap");

/** The items of one source in two classes, each from harmless to worst and otherwise as planned. */
export interface Queue {
  readonly source_id: string;
  readonly safe: readonly Item[];
  readonly dangerous: readonly Item[];
}

export function queues(approved: readonly Item[]): readonly Queue[] {
  const sources = new Set(approved.map((item) => item.source_id));
  const ordered = approved.toSorted((a, b) => EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect));
  return [...sources].map((source_id) => {
    const items = ordered.filter((item) => item.source_id === source_id);
    return { source_id, safe: items.filter((item) => !isDangerous(item)), dangerous: items.filter(isDangerous) };
  });
}
