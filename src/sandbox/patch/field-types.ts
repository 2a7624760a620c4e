import { invalid } from "../errors.js";
import { pythonStr, pythonType } from "../python-text.js";

/**
 * Reads one member of a request body.
 *
 * @throws {ApiError} 400 with `attr` and the code of the field type, e.g. `invalid_choice`
 */
export type FieldType<T> = (value: unknown, attr: string) => T;

const TRUE = new Set<unknown>([
  true,
  1,
  "1",
  "t",
  "T",
  "y",
  "Y",
  "yes",
  "Yes",
  "YES",
  "true",
  "True",
  "TRUE",
  "on",
  "On",
  "ON",
]);
const FALSE = new Set<unknown>([
  false,
  0,
  "0",
  "f",
  "F",
  "n",
  "N",
  "no",
  "No",
  "NO",
  "false",
  "False",
  "FALSE",
  "off",
  "Off",
  "OFF",
]);

export const boolean: FieldType<boolean> = (value, attr) => {
  if (value === null) throw invalid("This field may not be null.", { attr, code: "null" });
  if (TRUE.has(value)) return true;
  if (FALSE.has(value)) return false;
  throw invalid("Must be a valid boolean.", { attr });
};

export const nullable =
  <T>(type: FieldType<T>): FieldType<T | null> =>
  (value, attr) =>
    value === null ? null : type(value, attr);

export const choice =
  <T extends string>(
    choices: readonly T[],
    message = (input: string) => `"${input}" is not a valid choice.`,
  ): FieldType<T> =>
  (value, attr) => {
    const input = pythonStr(value);
    const chosen = choices.find((candidate) => candidate === input);
    if (chosen === undefined) throw invalid(message(input), { attr, code: "invalid_choice" });
    return chosen;
  };

/** Blank is judged without surrounding space, but the text is kept as it was sent. */
export const text =
  ({
    maxLength = Infinity,
    blank = false,
  }: { readonly maxLength?: number; readonly blank?: boolean } = {}): FieldType<string> =>
  (value, attr) => {
    if (value === null) throw invalid("This field may not be null.", { attr, code: "null" });
    if (typeof value !== "string" && typeof value !== "number") throw invalid("Not a valid string.", { attr });
    const sent = String(value);
    if (sent.trim() === "" && !blank) throw invalid("This field may not be blank.", { attr, code: "blank" });
    if (sent.trim().length > maxLength) {
      throw invalid(`Ensure this field has no more than ${maxLength} characters.`, { attr, code: "max_length" });
    }
    return sent;
  };

export const listOf =
  <T>(type: FieldType<T>, { maxLength = Infinity }: { readonly maxLength?: number } = {}): FieldType<T[]> =>
  (value, attr) => {
    if (!Array.isArray(value)) {
      throw invalid(`Expected a list of items but got type "${pythonType(value)}".`, { attr, code: "not_a_list" });
    }
    if (value.length > maxLength) {
      throw invalid(`Ensure this field has no more than ${maxLength} elements.`, { attr, code: "max_length" });
    }
    return value.map((item: unknown, index) => type(item, `${attr}__${index}`));
  };

export const uuid: FieldType<string> = (value, attr) => {
  if (typeof value === "string" && UUID.test(value)) return value.toLowerCase();
  throw invalid("Must be a valid UUID.", { attr });
};

const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/iu;

export const integer =
  ({ min, max }: { readonly min: number; readonly max: number }): FieldType<number> =>
  (value, attr) => {
    const number = typeof value === "string" && /^\s*[+-]?\d+(\.0*)?\s*$/.test(value) ? Number(value) : value;
    if (typeof number !== "number" || !Number.isInteger(number))
      throw invalid("A valid integer is required.", { attr });
    if (number > max) {
      throw invalid(`Ensure this value is less than or equal to ${max}.`, { attr, code: "max_value" });
    }
    if (number < min) {
      throw invalid(`Ensure this value is greater than or equal to ${min}.`, { attr, code: "min_value" });
    }
    return number;
  };

const CLOCK = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d{1,6})?)?$/;

/** A time of day in any form that the server can read; {@link clockTime} brings it to "HH:MM:SS". */
export const timeOfDay: FieldType<string> = (value, attr) => {
  const match = typeof value === "string" ? CLOCK.exec(value) : null;
  const [hours = 0, minutes = 0, seconds = 0] = match?.slice(1).map((part) => Number(part ?? 0)) ?? [];
  if (match === null || hours > 23 || minutes > 59 || seconds > 59) {
    throw invalid("Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].", { attr });
  }
  return match[0];
};

export function clockTime(sent: string): string {
  const parts = CLOCK.exec(sent)?.slice(1) ?? [];
  return [0, 1, 2].map((index) => (parts[index] ?? "0").padStart(2, "0")).join(":");
}

/** Judged later, by a rule of its own. */
export const anything: FieldType<unknown> = (value) => value;
