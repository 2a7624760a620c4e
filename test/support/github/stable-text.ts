/** What differs from run to run, by what stands in its place. The same sha or digest keeps the same number within one text. */
const CHANGING: readonly (readonly [string, RegExp])[] = [
  ["PATH", /\/(?:[\w.-]+\/)*warehog-[\w.-]+(?:\/[\w.-]+)*/g],
  ["HOST", /127\.0\.0\.1:\d+/g],
  ["TIME", /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z| UTC)?/g],
  ["UUID", /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g],
  ["HASH", /\b(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{7,16})\b(?=[^\w-]|$)/g],
];
const RUN = /(\/runs\/)\d+/g;
const NUMBERED = new Set(["HASH"]);

/** One for a whole story, so that the reader can follow a digest from its plan to its apply. */
export function stableText(): (text: string) => string {
  const seen = new Map<string, string>();
  const named = (kind: string, value: string): string => {
    if (!NUMBERED.has(kind)) return `<${kind}>`;
    const start = value.slice(0, 7);
    const known = seen.get(start) ?? `<${kind} ${seen.size + 1}>`;
    seen.set(start, known);
    return known;
  };
  return (text) =>
    CHANGING.reduce(
      (changed, [kind, pattern]) => changed.replace(pattern, (value) => named(kind, value)),
      text.replace(RUN, "$1<RUN>"),
    );
}
