import { diffArrays } from "diff";
import type { FieldValues } from "../model/plan.js";
import { FIELDS } from "../model/settings.js";
import type { Field, FieldValue, RowFilter } from "../model/settings.js";
import type { Paint } from "./paint.js";

type Value = FieldValue | string;

/** What null means to the server, field by field. */
const NULL_MEANS: { readonly [F in Field]?: string } = {
  enabled_columns: "all columns",
  row_filters: "all rows",
  api_version: "the source's own",
};

const nullText = (field: Field): string => NULL_MEANS[field] ?? "not set";

const filterText = ({ column, operator, value }: RowFilter): string =>
  `${column} ${operator} ${Array.isArray(value) ? `(${value.join(", ")})` : String(value)}`;

const elementTexts = (list: readonly string[] | readonly RowFilter[]): readonly string[] =>
  list.map((element) => (typeof element === "string" ? element : filterText(element)));

const isList = (value: Value): value is Extract<Value, readonly unknown[]> => Array.isArray(value);
const listOf = (value: Value): readonly string[] | undefined => (isList(value) ? elementTexts(value) : undefined);

export function formatValue(field: Field, value: Value): string {
  if (value === null) return nullText(field);
  if (!isList(value)) return String(value);
  return value.length === 0 ? "none" : elementTexts(value).join(", ");
}

/** Kept elements beyond this many tell nothing about the change. */
const KEPT_SHOWN = 4;

const keptTexts = (kept: readonly string[]): readonly string[] =>
  kept.length <= KEPT_SHOWN ? kept : [...kept.slice(0, 2), `… ${kept.length - 2} more`];

function listDiff(from: readonly string[], to: readonly string[], paint: Paint): string {
  const parts = diffArrays([...from], [...to]).flatMap(({ added, removed, value }) => {
    if (added) return value.map((element) => paint("added", `+${element}`));
    if (removed) return value.map((element) => paint("removed", `-${element}`));
    return keptTexts(value);
  });
  return parts.join(", ");
}

function changeText(field: Field, from: Value, to: Value, paint: Paint): string {
  const [before, after] = [listOf(from), listOf(to)];
  if (before !== undefined && after !== undefined) return listDiff(before, after, paint);
  return `${paint("dim", formatValue(field, from))} → ${formatValue(field, to)}`;
}

export interface FieldChange {
  readonly field: Field;
  readonly text: string;
}

/** What an item changes, in the order in which fields are shown everywhere. */
export const fieldChanges = (from: FieldValues, to: FieldValues, paint: Paint): readonly FieldChange[] =>
  FIELDS.flatMap((field) => {
    const target = to[field];
    return target === undefined ? [] : [{ field, text: changeText(field, from[field] ?? null, target, paint) }];
  });
