import { fence, join, safe } from "../markdown-text.js";
import { visible } from "../visible.js";

/**
 * A review comment that offers to replace lines of the YAML, here to add a consent.
 *
 * @param lines  as they would stand in the file
 * @returns undefined: a line holds characters that nobody would see, so it is not offered for one click
 */
export function renderSuggestion(lines: readonly string[]): string | undefined {
  if (lines.some((line) => visible(line) !== line)) return undefined;
  const advice = safe`**For the author**, with a reason that a reviewer can judge: whoever commits this cannot approve.`;
  return join([advice, fence(lines, "suggestion")], "\n\n").markdown;
}
