import { describe, expect, it } from "vitest";
import { isDangerous, queues } from "../../src/executor/order.js";
import { EFFECTS, type Effect } from "../../src/model/effect.js";
import type { Item } from "../../src/model/plan.js";
import { Scene } from "./scene.js";

const [template] = new Scene({ tables: [{ declared: { sync_frequency: "1hour" } }] }).approved;
const item = (table: string, effect: Effect, source_id = "shop"): Item => {
  if (template === undefined) throw new Error("an item was expected");
  return { ...template, table, effect, source_id };
};
const names = (items: readonly Item[]): readonly string[] => items.map(({ table }) => table);

describe("the order of an apply", () => {
  it("puts the dangerous after the safe, each from harmless to worst and otherwise as planned", () => {
    const items = [
      item("loss", "loss"),
      item("b", "safe"),
      item("gap", "gap"),
      item("wipe", "wipe"),
      item("a", "safe"),
    ];

    const [queue] = queues(items);

    expect(names(queue?.safe ?? [])).toEqual(["b", "a", "gap"]);
    expect(names(queue?.dangerous ?? [])).toEqual(["wipe", "loss"]);
  });

  it("keeps the sources apart", () => {
    const items = [item("a", "safe", "crm"), item("b", "safe", "shop"), item("c", "wipe", "crm")];

    expect(queues(items).map(({ source_id }) => source_id)).toEqual(["crm", "shop"]);
  });

  it("has nothing to do without items", () => {
    expect(queues([])).toEqual([]);
  });

  it("takes what it does not know for dangerous", () => {
    expect(EFFECTS.filter((effect) => isDangerous({ effect }))).toEqual(["wipe", "loss", "unknown"]);
  });
});
