import type { PullRequest, Review } from "../model/github/pull-request.js";

/** The head, and the heads before it as far back as only the base was merged in. */
export function headsThatCount({ head, transparent }: PullRequest): ReadonlySet<string> {
  const heads = new Set<string>();
  let next: string | undefined = head.sha;
  while (next !== undefined && !heads.has(next)) {
    heads.add(next);
    const commit: string = next;
    next = transparent.find((merge) => merge.commit === commit)?.first_parent;
  }
  return heads;
}

export const isInTime = ({ merged }: PullRequest, { at }: Review): boolean => merged === null || at < merged.at;
