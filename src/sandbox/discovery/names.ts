/** The part of `schema.table` that names the table; a bare name is all of it. */
const bareName = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

export const isQualified = (name: string): boolean => name.includes(".");

/**
 * Finds the entry that stands for the same table. Discovery names a table with its schema or without it, so a name of either kind is
 * found under the other; two qualified names have to be equal.
 */
export function finderOf<T extends { readonly name: string }>(entries: readonly T[]): (name: string) => T | undefined {
  const exact = new Map(entries.map((entry) => [entry.name, entry]));
  const qualified = new Map(
    entries.filter(({ name }) => isQualified(name)).map((entry) => [bareName(entry.name), entry]),
  );
  return (name) => exact.get(name) ?? (isQualified(name) ? exact.get(bareName(name)) : qualified.get(name));
}

/** Whether one of the patterns, such as `raw_*`, is that name, with its schema or without, letter case ignored. None at all take every name. */
export function matchesPatterns(name: string, patterns: readonly string[] | null): boolean {
  const given = (patterns ?? []).map((pattern) => pattern.trim().toLowerCase()).filter((pattern) => pattern !== "");
  const spelled = [name.toLowerCase(), bareName(name).toLowerCase()];
  return given.length === 0 || given.some((pattern) => spelled.some((text) => toRegExp(pattern).test(text)));
}

/** `*`, `?` and sets such as `[ab]` or `[!ab]`, as Python's fnmatch reads them. */
function toRegExp(pattern: string): RegExp {
  const source = pattern.replaceAll(/\[(!?)(\]?[^\]]*)\]|[\s\S]/g, (match: string, not: string, set?: string) => {
    if (set !== undefined) return `[${not === "" ? "" : "^"}${set.replaceAll("\\", "\\\\").replaceAll("^", "\\^")}]`;
    if (match === "*") return "[\\s\\S]*";
    return match === "?" ? "[\\s\\S]" : match.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${source}$`);
}
