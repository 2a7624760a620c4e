import { instant } from "../instant.js";

/** Less than zero when `a` comes first. Times are compared as moments and numbers as numbers, however they are written. */
export function compareValues(a: unknown, b: unknown): number {
  const [left, right] = [String(a), String(b)];
  for (const measure of [momentOf, numberOf]) {
    const difference = measure(left) - measure(right);
    if (!Number.isNaN(difference)) return difference;
  }
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Times of columns that have no zone are UTC, as the server takes them. Unix microseconds, NaN for what is no time. */
function momentOf(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}/u.test(text)) return Number.NaN;
  const iso = text.replace(" ", "T");
  return instant(/T/u.test(iso) && !/(Z|[+-]\d{2}:?\d{2})$/u.test(iso) ? `${iso}Z` : iso);
}

const numberOf = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text));
