import type { Field, FieldValue } from "./settings.js";

type Value = FieldValue | null | undefined;

const OPERATOR_ALIASES: Readonly<Record<string, string>> = { "==": "=", "<>": "!=" };

/** A list is what it contains: the server is free to answer columns, keys and filters in another order. */
function form(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(form).toSorted().join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value).map(([name, member]) =>
    name === "operator" ? `operator:${OPERATOR_ALIASES[String(member)] ?? String(member)}` : `${name}:${form(member)}`,
  );
  return `{${members.toSorted().join()}}`;
}

/** `6:00`, `06:00:00` and `06:00:00.000000` are one time of day. */
function timeForm(value: Value): string {
  if (typeof value !== "string") return form(value);
  const time = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?$/.exec(value);
  return time === null ? form(value) : `${time[1]?.padStart(2, "0")}:${time[2]}:${time[3] ?? "00"}`;
}

/** No key and no filter are null or an empty list; no columns are not all columns. */
const emptyIsNone = (value: Value): string => form(Array.isArray(value) && value.length === 0 ? null : value);

const FORM: { readonly [F in Field]?: (value: Value) => string } = {
  sync_time_of_day: timeForm,
  full_refresh_time_of_day: timeForm,
  primary_key_columns: emptyIsNone,
  row_filters: emptyIsNone,
};

/** Do two values of one field mean the same to the server? Absent and null do; so do lists that differ in order. */
export function sameValue(field: Field, a: Value, b: Value): boolean {
  const formOf = FORM[field] ?? form;
  return a === b || formOf(a) === formOf(b);
}
