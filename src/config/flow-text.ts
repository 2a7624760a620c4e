import { isRecord } from "../model/is-record.js";

const PLAIN_VALUE = /^(?:[A-Za-z_][\w.$-]*|\d+(?:min|hour|day))$/;
const PLAIN_KEY = /^[A-Za-z_][\w.$/-]*$/;
/** Words that some reader of YAML takes for something else than text. */
const WORD = /^(?:null|true|false|yes|no|on|off|y|n)$/i;
/** What JSON leaves as it is and YAML does not count as printable, or takes for the end of a line. */
const UNPRINTABLE = /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g;

const quoted = (text: string): string =>
  JSON.stringify(text).replaceAll(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const isPlain = (text: string, pattern: RegExp): boolean => pattern.test(text) && !WORD.test(text);

/** A key as it stands in block and in flow style. */
export const keyText = (key: string): string => (isPlain(key, PLAIN_KEY) ? key : quoted(key));

/** Plain data as YAML on one line, quoted only where it must be. */
export function flowText(value: unknown): string {
  if (typeof value === "string") return isPlain(value, PLAIN_VALUE) ? value : quoted(value);
  if (Array.isArray(value)) return `[${value.map(flowText).join(", ")}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, entry]) => `${keyText(key)}: ${flowText(entry)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** The same text in the quotes that stood there before, where they can hold it. */
export function likeBefore(value: unknown, before: string | undefined): string {
  const text = flowText(value);
  if (typeof value !== "string" || text !== value) return text;
  if (before === "QUOTE_DOUBLE") return `"${text}"`;
  return before === "QUOTE_SINGLE" ? `'${text}'` : text;
}
