import { InvariantError } from "../../model/result.js";

const NAME = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * Names of commits come from GitHub and from artifacts. A full name can be taken for nothing else, least of all an option.
 *
 * @throws InvariantError for anything else
 */
export function commitName(text: string): string {
  if (!NAME.test(text)) throw new InvariantError("a commit is named by its full hash");
  return text;
}
