/** Control, format (zero-width, bidirectional) and line-breaking characters, and lone surrogates. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const escapeCharacter = (character: string): string =>
  [...Array(character.length).keys()]
    .map((unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`)
    .join("");

/** Names and messages come from a database that somebody else fills: nothing in them may move the cursor or hide text. */
export const visible = (text: string): string => text.replaceAll(HIDDEN, escapeCharacter);

/**
 * The same value with every text in it made visible. Done once, where a report begins, so that no line of it can forget.
 */
export function visibleTexts<T>(value: T): T;
export function visibleTexts(value: unknown): unknown {
  if (typeof value === "string") return visible(value);
  if (Array.isArray(value)) return value.map((inner) => visibleTexts<unknown>(inner));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [visible(key), visibleTexts<unknown>(inner)]));
}
