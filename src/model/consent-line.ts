import type { Strategy } from "./effect.js";

/**
 * One consent as YAML, for the list `consent` of a table. An id of digits alone, or with one e among them, would be read as a
 * number, so every id is quoted.
 *
 * @param strategy  null: the item leaves nothing to choose
 * @param reason    left open for whoever consents
 */
export function consentLine(id: string, strategy: Strategy | null, reason = "…"): string {
  const choice = strategy === null ? "" : `strategy: ${strategy}, `;
  return `{ id: ${JSON.stringify(id)}, ${choice}reason: ${JSON.stringify(reason)} }`;
}
