import type { Effect } from "../../../src/model/effect.js";
import type { Item, Plan } from "../../../src/model/plan.js";
import { SAMPLE_PLANS, aPlan } from "../sample-plans.js";

const models = (SAMPLE_PLANS["mixed"]?.items ?? []).filter(({ origin }) => origin === "change");

const EFFECTS: readonly Effect[] = ["safe", "costly", "disruptive", "gap", "wipe", "loss", "unknown"];

/** Items as of a real plan with all that stands below them, told apart by their tables. */
function itemAt(index: number): Item {
  const model = models[index % models.length];
  if (model === undefined) throw new Error("no item to copy");
  const table = `public.${model.table.split(".").at(-1)}_${String(index).padStart(4, "0")}`;
  const { rows_wiped, rows_imported, recurring } = model.price;
  const times = (rows: number | null): number | null => (rows === null ? null : rows * (1 + ((index * 7) % 23)));
  return {
    ...model,
    id: (0x1000_0000 + index).toString(16),
    table,
    address: `production/${model.address.split("/")[1]}/${table}`,
    effect: index < EFFECTS.length ? (EFFECTS[index] ?? "safe") : model.effect,
    price: { rows_wiped: times(rows_wiped), rows_imported: times(rows_imported), recurring },
  };
}

/** A plan of this many items, all effects among them. */
export const aLargePlan = (size: number): Plan =>
  aPlan(
    Array.from({ length: size }, (_, index) => itemAt(index)),
    { tables: { read: 2 * size, declared: 2 * size, unchanged: size, unmanaged: 12 } },
  );
