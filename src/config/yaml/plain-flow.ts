import { matchAt, readScalar } from "./plain-scalar.js";
import type { Read } from "./plain-scalar.js";
import { setEntry } from "./set-entry.js";
import { isTextKey } from "./tree.js";
import type { Spot } from "./tree.js";

const MAX_DEPTH = 16;
const SPACES = / */y;
const KEY = /(?:[A-Za-z0-9_][\w.$/-]*|"[^"\\\n]{0,1000}"|'[^'\n]{0,1000}'):(?= )/y;

type SpotTable = Map<object, Map<string, Spot>>;

export const keyName = (key: string): string => (/^["']/.test(key) ? key.slice(1, -1) : key);

/** A list, mapping or scalar that ends on its own line; undefined: leave it to the full parser. */
export function readFlow(
  text: string,
  at: number,
  spots: SpotTable,
  asText = false,
  depth = 0,
): Read<unknown> | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const open = text[at];
  if (open === "[") return readList(text, at, spots, depth);
  if (open === "{") return readMapping(text, at, spots, depth);
  return readScalar(text, at, depth > 0, asText);
}

function readList(text: string, at: number, spots: SpotTable, depth: number): Read<unknown> | undefined {
  const value: unknown[] = [];
  const entries = new Map<string, Spot>();
  spots.set(value, entries);
  let next = skipSpaces(text, at + 1);
  if (text[next] === "]") return { value, end: next + 1 };
  for (;;) {
    const item = readFlow(text, next, spots, false, depth + 1);
    if (item === undefined) return undefined;
    entries.set(String(value.length), { key: next, value: next });
    value.push(item.value);
    next = skipSpaces(text, item.end);
    if (text[next] === "]") return { value, end: next + 1 };
    if (text[next] !== ",") return undefined;
    next = skipSpaces(text, next + 1);
  }
}

function readMapping(text: string, at: number, spots: SpotTable, depth: number): Read<unknown> | undefined {
  const value: Record<string, unknown> = {};
  const entries = new Map<string, Spot>();
  spots.set(value, entries);
  let next = skipSpaces(text, at + 1);
  if (text[next] === "}") return { value, end: next + 1 };
  for (;;) {
    const written = matchAt(KEY, text, next);
    if (written === undefined) return undefined;
    const key = keyName(written.slice(0, -1));
    if (entries.has(key)) return undefined;
    const valueAt = skipSpaces(text, next + written.length);
    const entry = readFlow(text, valueAt, spots, isTextKey(key), depth + 1);
    if (entry === undefined) return undefined;
    entries.set(key, { key: next, value: valueAt });
    setEntry(value, key, entry.value);
    next = skipSpaces(text, entry.end);
    if (text[next] === "}") return { value, end: next + 1 };
    if (text[next] !== ",") return undefined;
    next = skipSpaces(text, next + 1);
  }
}

function skipSpaces(text: string, at: number): number {
  return at + (matchAt(SPACES, text, at)?.length ?? 0);
}
