import { diffArrays } from "diff";
import { SOURCE_FIELDS } from "../model/plan.js";
import type { FieldValues, SourceField } from "../model/plan.js";
import { assertNever } from "../model/result.js";
import { FIELDS } from "../model/settings.js";
import type { Field, FieldValue, RowFilter } from "../model/settings.js";
import type { Paint } from "./paint.js";

type Value = FieldValue | string;

/** What null means to the server, field by field. */
const NULL_MEANS: { readonly [F in Field | SourceField]?: string } = {
  enabled_columns: "all columns",
  row_filters: "all rows",
  api_version: "the source's own",
};

const nullText = (field: Field | SourceField): string => NULL_MEANS[field] ?? "not set";

const filterText = ({ column, operator, value }: RowFilter): string =>
  `${column} ${operator} ${Array.isArray(value) ? `(${value.join(", ")})` : String(value)}`;

const elementTexts = (list: readonly string[] | readonly RowFilter[]): readonly string[] =>
  list.map((element) => (typeof element === "string" ? element : filterText(element)));

const isList = (value: Value): value is Extract<Value, readonly unknown[]> => Array.isArray(value);
const listOf = (value: Value): readonly string[] | undefined => (isList(value) ? elementTexts(value) : undefined);

export function formatValue(field: Field | SourceField, value: Value): string {
  if (value === null) return nullText(field);
  if (!isList(value)) return String(value);
  return value.length === 0 ? "none" : elementTexts(value).join(", ");
}

/** Kept elements beyond this many tell nothing about the change. */
const KEPT_SHOWN = 4;

const keptTexts = (kept: readonly string[]): readonly string[] =>
  kept.length <= KEPT_SHOWN ? kept : [...kept.slice(0, 2), `… ${kept.length - 2} more`];

/** A piece of a change: `was` and `is` are the two ends of a plain one, the others the elements of a list. */
export interface DiffPart {
  readonly kind: "was" | "is" | "kept" | "removed" | "added";
  readonly text: string;
}

function listDiff(from: readonly string[], to: readonly string[]): readonly DiffPart[] {
  return diffArrays([...from], [...to]).flatMap(({ added, removed, value }) => {
    const kind = added ? "added" : removed ? "removed" : "kept";
    return (kind === "kept" ? keptTexts(value) : value).map((text) => ({ kind, text }) as const);
  });
}

function partsOf(field: Field | SourceField, from: Value, to: Value): readonly DiffPart[] {
  const [before, after] = [listOf(from), listOf(to)];
  if (before !== undefined && after !== undefined) return listDiff(before, after);
  return [
    { kind: "was", text: formatValue(field, from) },
    { kind: "is", text: formatValue(field, to) },
  ];
}

export interface FieldDiff {
  readonly field: Field | SourceField;
  readonly parts: readonly DiffPart[];
}

/** What an item changes, in the order in which fields are shown everywhere. */
export const fieldDiffs = (from: FieldValues, to: FieldValues): readonly FieldDiff[] =>
  [...FIELDS, ...SOURCE_FIELDS].flatMap((field) => {
    const target = to[field];
    return target === undefined ? [] : [{ field, parts: partsOf(field, from[field] ?? null, target) }];
  });

function partText({ kind, text }: DiffPart, paint: Paint): string {
  switch (kind) {
    case "was":
      return `${paint("dim", text)} →`;
    case "is":
    case "kept":
      return text;
    case "removed":
      return paint("removed", `-${text}`);
    case "added":
      return paint("added", `+${text}`);
    default:
      return assertNever(kind);
  }
}

const diffText = (parts: readonly DiffPart[], paint: Paint): string =>
  parts.map((part) => partText(part, paint)).join(parts.some(({ kind }) => kind === "was") ? " " : ", ");

export interface FieldChange {
  readonly field: Field | SourceField;
  readonly text: string;
}

/** The same in one line each. */
export const fieldChanges = (from: FieldValues, to: FieldValues, paint: Paint): readonly FieldChange[] =>
  fieldDiffs(from, to).map(({ field, parts }) => ({ field, text: diffText(parts, paint) }));
