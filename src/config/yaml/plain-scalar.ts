/**
 * The plain and quoted scalars that the quick reader knows. Everything else is left to the full parser, so these patterns
 * may be narrower than YAML and never wider.
 */

/** Starts with a letter or digit; may hold spaces, never at its end. A colon only before a letter or digit. */
const PLAIN_IN_BLOCK = /[A-Za-z0-9_](?:[\w./+@$*()<>=%,;&-]|:(?=[A-Za-z0-9_])| +(?=[A-Za-z0-9_(]))*/y;
const PLAIN_IN_FLOW = /[A-Za-z0-9_](?:[\w./+@$*()<>=%;&-]|:(?=[A-Za-z0-9_])| +(?=[A-Za-z0-9_(]))*/y;
const QUOTED = /"[^"\\\n]*"|'[^'\n]*'(?!')/y;

export interface Read<T> {
  readonly value: T;
  /** where the next character stands */
  readonly end: number;
}

/** Runs a sticky pattern at an offset. */
export function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** @param asText  digits stay text; see isTextKey */
export function readScalar(text: string, at: number, inFlow: boolean, asText: boolean): Read<unknown> | undefined {
  const quoted = matchAt(QUOTED, text, at);
  if (quoted !== undefined) return { value: quoted.slice(1, -1), end: at + quoted.length };
  const plain = matchAt(inFlow ? PLAIN_IN_FLOW : PLAIN_IN_BLOCK, text, at);
  if (plain === undefined) return undefined;
  const value = asText && /^\d+$/.test(plain) ? plain : resolved(plain);
  return value === undefined ? undefined : { value, end: at + plain.length };
}

const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...["null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
]);

/** The value of a plain scalar under the core schema; undefined for the rarer numbers. */
function resolved(plain: string): unknown {
  const first = plain.charCodeAt(0);
  const startsWithDigit = first >= 48 && first <= 57;
  if (!startsWithDigit) return WORDS.has(plain) ? WORDS.get(plain) : plain;
  if (/^\d{1,15}$/.test(plain)) return Number(plain);
  const mayBeNumber = /^0[xo]/.test(plain) || /^\d+(?:\.\d*)?(?:[eE][-+]?\d+)?$/.test(plain);
  return mayBeNumber ? undefined : plain;
}
