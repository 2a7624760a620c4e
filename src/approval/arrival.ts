import type { Arrival, BranchCommit, MergedPull } from "../model/github/contribution.js";
import type { Refusal, RefusalCode } from "../model/github/refusal.js";
import { NEXT_PULL_REQUEST } from "./left-behind.js";
import { unknownRefusal } from "./unknown.js";

const refused = (code: RefusalCode, message: string): { readonly refusal: Refusal } => ({
  refusal: { code, message: `${message}, so no review answers for it`, remedy: NEXT_PULL_REQUEST },
});

/** How a commit came decides before any pull request is believed: GitHub calls one merged whose head was simply pushed. */
const REFUSED_KINDS: { readonly [K in Arrival["kind"]]: readonly [RefusalCode, string] | undefined } = {
  push: ["direct-push", "the commit was pushed onto the branch"],
  force_push: ["forced-push", "the branch was rewritten by a forced push that brought this commit"],
  branch_creation: ["branch-created", "the branch was created with this commit"],
  pr_merge: undefined,
  merge_queue_merge: undefined,
};

type Source = { readonly pull: MergedPull } | { readonly refusal: Refusal };

/**
 * The one merged pull request that brought a commit, or why none answers for it.
 *
 * @param isMergeOf  whether the pull request's merge commit is this commit, or ends the rebased block that holds it
 */
export function sourceOf(
  { arrival, pulls }: BranchCommit,
  branch: string,
  isMergeOf: (pull: MergedPull) => boolean,
): Source {
  if (!arrival.known) return { refusal: unknownRefusal(arrival) };
  if (arrival.value === null)
    return refused("arrival-unknown", "the branch's activity does not show how the commit came");
  const kind = REFUSED_KINDS[arrival.value.kind];
  if (kind !== undefined) {
    const isNamed = arrival.value.kind === "push" && pulls.known && pulls.value.length > 0;
    return isNamed ? INDIRECT : refused(...kind);
  }
  if (!pulls.known) return { refusal: unknownRefusal(pulls) };
  return onlyPull(pulls.value, branch, isMergeOf);
}

const INDIRECT = refused(
  "indirect-merge",
  "the pull request that GitHub names for the commit became merged by another push or pull request",
);

function onlyPull(named: readonly MergedPull[], branch: string, isMergeOf: (pull: MergedPull) => boolean): Source {
  // What carries the branch on into another one names the commit too, and brought nothing here.
  const [pull, ...more] = named.filter(({ base }) => base === branch);
  if (pull === undefined)
    return named.length === 0
      ? refused("pull-request-not-found", "GitHub names no merged pull request for the commit")
      : refused("other-base", "the pull request of the commit was merged into another branch");
  if (more.length > 0) return refused("several-pull-requests", "GitHub names several pull requests for the commit");
  return isMergeOf(pull) ? { pull } : INDIRECT;
}
