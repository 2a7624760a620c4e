import type { ApiRequest, Reply } from "./handler.js";

/** One page of a list, chosen by `limit` and `offset`; values that make no sense count as not given. */
export function page<T>({ url, query, world }: ApiRequest, items: readonly T[], view: (item: T) => unknown): Reply {
  const limit = wholeNumber(query.get("limit"), 1) ?? world.document.server.page_size;
  const offset = wholeNumber(query.get("offset"), 0) ?? 0;
  const count = items.length;
  return {
    status: 200,
    body: {
      count,
      next: offset + limit < count ? link(url, limit, offset + limit) : null,
      previous: offset > 0 ? link(url, limit, offset - limit) : null,
      results: items.slice(offset, offset + limit).map(view),
    },
  };
}

/** What a `search` term asks for: every word in one of the texts, letter case ignored. */
export function matchesSearch(query: URLSearchParams, texts: readonly (string | null)[]): boolean {
  const words = (query.get("search") ?? "").toLowerCase().split(/[\s,]+/u);
  return words.every((word) => texts.some((text) => (text ?? "").toLowerCase().includes(word)));
}

/** The server sorts the parameters of its links by name and leaves out an offset of 0. */
function link(url: URL, limit: number, offset: number): string {
  const target = new URL(url);
  target.searchParams.set("limit", String(limit));
  if (offset > 0) target.searchParams.set("offset", String(offset));
  else target.searchParams.delete("offset");
  target.searchParams.sort();
  return target.href;
}

function wholeNumber(text: string | null, least: number): number | undefined {
  if (text === null || !/^\d+$/u.test(text)) return undefined;
  const value = Math.min(Number(text), Number.MAX_SAFE_INTEGER);
  return value >= least ? value : undefined;
}
