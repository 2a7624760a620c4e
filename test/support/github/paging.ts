import type { Facts } from "./complete.js";

export interface Page {
  readonly items: readonly Facts[];
  /** value of the Link header */
  readonly link?: string;
}

const DEFAULT_SIZE = 30;
const MAX_SIZE = 100;

/**
 * A page of a listing. GitHub's links name the repository by its id, and those of the activity hold a cursor in place of a number.
 *
 * @param address of the listing, with its query and the repository by id
 */
export function pageOf(items: readonly Facts[], address: URL, cursor: boolean): Page {
  const query = address.searchParams;
  const size = Math.min(Number(query.get("per_page") ?? DEFAULT_SIZE), MAX_SIZE);
  const from = cursor ? decode(query.get("after")) : (Number(query.get("page") ?? 1) - 1) * size;
  const shown = items.slice(from, from + size);
  if (from + size >= items.length) return { items: shown };
  const next = new URL(address);
  if (cursor) next.searchParams.set("after", encode(from + size));
  else next.searchParams.set("page", String(from / size + 2));
  return { items: shown, link: `<${next.href}>; rel="next"` };
}

const encode = (offset: number): string => Buffer.from(`cursor:${offset}`).toString("base64url");

const decode = (cursor: string | null): number =>
  cursor === null ? 0 : Number(Buffer.from(cursor, "base64url").toString().slice("cursor:".length));
