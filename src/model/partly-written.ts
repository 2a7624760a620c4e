import type { FieldValues, Item } from "./plan.js";
import { sameValue } from "./same-value.js";
import { FIELDS, type Field, type LiveSettings } from "./settings.js";

/** Somebody has written some of an item's values, or all of them, and no others: each field stands as it was, or as it shall be. */
export function isPartlyWritten({ from, to }: Pick<Item, "from" | "to">, settings: LiveSettings): boolean {
  const fields = FIELDS.filter((field) => field in to);
  const isAt = (values: FieldValues) => (field: Field) => sameValue(field, values[field], settings[field]);
  return fields.some(isAt(to)) && fields.every((field) => isAt(to)(field) || isAt(from)(field));
}
