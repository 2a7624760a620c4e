import type { Markdown } from "../markdown-text.js";
import { visible } from "../visible.js";

export type MarkerKind = "plan" | "result" | "drift";

/** Nothing that could end an HTML comment, and nothing that another key could become. */
const encoded = (key: string): string => encodeURIComponent(visible(key)).replaceAll("-", "%2D");

/**
 * The hidden first line by which a comment or an issue is found again. It proves nothing: anybody can write it, so the author
 * counts as well.
 *
 * @param keys  what tells texts of one kind apart: the target
 */
export const marker = (kind: MarkerKind, ...keys: readonly string[]): string =>
  `<!-- ${["warehog", kind, ...keys.map(encoded)].join(":")} -->`;

export const markerLine = (kind: MarkerKind, ...keys: readonly string[]): Markdown => ({
  markdown: marker(kind, ...keys),
});
