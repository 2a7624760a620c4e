import { keyName, readFlow } from "./plain-flow.js";
import { matchAt } from "./plain-scalar.js";
import { setEntry } from "./set-entry.js";
import { isTextKey } from "./tree.js";
import type { Spot, YamlTree } from "./tree.js";

const MAX_DEPTH = 16;
const MAX_LINE = 10_000;
/** Text that the patterns below do not expect anywhere: tabs, control characters, odd line breaks, a byte order mark. */
const UNUSUAL = /[^\n\r\x20-\x7E\u00A0-\u2027\u202A-\uD7FF\uE000-\uFEFE\u{10000}-\u{10FFFF}]|\r(?!\n)/u;
const KEY = /(?:[A-Za-z0-9_][\w.$/-]*|"[^"\\\n]{0,1000}"|'[^'\n]{0,1000}'):(?= |\r?\n|$)/y;
const DASH = /- +(?=[^ #\r\n])/y;
/** What may follow a value on its line, the line break included. */
const REST = / *(?: #.*)?(?:\r?\n|$)/y;
const BLANK = / *(?:#.*)?\r?\n/y;
const INDENT = / */y;

/**
 * Reads the plain block style that configuration files are written in, about six times faster than the full parser, and
 * gives up (undefined) on everything else: anchors, tags, escapes, folded text, unusual spacing, and every kind of mistake.
 * What it reads, it reads exactly as the full parser does; a property test holds that.
 */
export function readPlain(text: string): YamlTree | undefined {
  if (UNUSUAL.test(text) || hasLongLine(text)) return undefined;
  const spots = new Map<object, Map<string, Spot>>();
  /** the significant line that is read next; `start` moves over a dash */
  let start = 0;
  let indent = 0;

  toNextLine(0);
  const rootAt = start;
  if (indent !== 0 || rootAt === text.length) return undefined;
  const root = block(0);
  return root === undefined || start < text.length ? undefined : { root, rootAt, spots };

  function toNextLine(lineStart: number): void {
    let at = lineStart;
    // A loop, not a repetition in the pattern: a million blank lines would exhaust the stack of the matcher.
    for (let blank = matchAt(BLANK, text, at); blank !== undefined; blank = matchAt(BLANK, text, at))
      at += blank.length;
    indent = matchAt(INDENT, text, at)?.length ?? 0;
    start = at + indent;
    // A last line of a comment or spaces alone, without a line break.
    if (start === text.length || text[start] === "#") start = text.length;
    if (start === text.length) indent = -1;
  }

  function block(depth: number): object | undefined {
    if (depth > MAX_DEPTH) return undefined;
    return matchAt(DASH, text, start) === undefined ? mapping(depth) : list(depth);
  }

  function mapping(depth: number): object | undefined {
    const value: Record<string, unknown> = {};
    const entries = new Map<string, Spot>();
    const own = indent;
    spots.set(value, entries);
    while (indent === own) {
      const at = start;
      const written = matchAt(KEY, text, at);
      if (written === undefined) return undefined;
      const key = keyName(written.slice(0, -1));
      if (written.length > 1000 || entries.has(key)) return undefined;
      const rest = matchAt(REST, text, at + written.length);
      let entry: unknown;
      if (rest === undefined) {
        const valueAt = at + written.length + (matchAt(INDENT, text, at + written.length)?.length ?? 0);
        entry = inline(valueAt, isTextKey(key));
        entries.set(key, { key: at, value: valueAt });
      } else {
        toNextLine(at + written.length + rest.length);
        const nested = indent > own || (indent === own && text[start] === "-");
        entries.set(key, { key: at, value: nested ? start : at });
        entry = nested ? block(depth + 1) : null;
      }
      if (entry === undefined) return undefined;
      setEntry(value, key, entry);
    }
    // A deeper line would continue the last value, or is a slip.
    return indent > own ? undefined : value;
  }

  function list(depth: number): object | undefined {
    const value: unknown[] = [];
    const entries = new Map<string, Spot>();
    const own = indent;
    spots.set(value, entries);
    for (
      let dash = matchAt(DASH, text, start);
      indent === own && dash !== undefined;
      dash = matchAt(DASH, text, start)
    ) {
      start += dash.length;
      indent += dash.length;
      entries.set(String(value.length), { key: start, value: start });
      const item = matchAt(KEY, text, start) === undefined ? inline(start, false) : block(depth + 1);
      if (item === undefined) return undefined;
      value.push(item);
    }
    return indent > own ? undefined : value;
  }

  /** A value that stands on its key's line, up to the next significant line. */
  function inline(at: number, asText: boolean): unknown {
    const read = readFlow(text, at, spots, asText);
    if (read === undefined) return undefined;
    const rest = matchAt(REST, text, read.end);
    if (rest === undefined) return undefined;
    toNextLine(read.end + rest.length);
    return read.value;
  }
}

/** Repetitions in the patterns need stack by the length of what they match. */
function hasLongLine(text: string): boolean {
  for (let at = 0; at < text.length;) {
    const end = text.indexOf("\n", at);
    if ((end === -1 ? text.length : end) - at > MAX_LINE) return true;
    if (end === -1) return false;
    at = end + 1;
  }
  return false;
}
