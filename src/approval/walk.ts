import type { BranchCommit, Contribution, MergedPull } from "../model/github/contribution.js";
import type { Refusal } from "../model/github/refusal.js";
import { sourceOf } from "./arrival.js";

/**
 * What came onto the branch, by whom it came: each managed commit belongs to the one pull request that brought it, or to none.
 *
 * @param commits  the branch's first parents, oldest first
 * @param branch   without refs/heads/
 * @returns contributions with managed commits, oldest first
 */
export function walk(commits: readonly BranchCommit[], branch: string): readonly Contribution[] {
  const contributions: Contribution[] = [];
  let next = 0;
  for (const [index, commit] of commits.entries()) {
    if (index < next || !commit.managed) continue;
    const source = sourceOf(commit, branch, (pull) => endOf(commits, index, pull) !== undefined);
    const block = "pull" in source ? blockOf(commits, index, source.pull, next) : { begin: index, end: index };
    contributions.push(contribution(commits.slice(block.begin, block.end + 1), source));
    next = block.end + 1;
  }
  return contributions;
}

const contribution = (
  block: readonly BranchCommit[],
  source: { readonly pull: MergedPull } | { readonly refusal: Refusal },
): Contribution => ({
  commits: block.map(({ sha }) => sha),
  base: block[0]?.parent ?? null,
  source: "pull" in source ? { pull: source.pull.number } : source,
});

const arrivedTogether = (a: BranchCommit, b: BranchCommit): boolean =>
  a.arrival.known &&
  b.arrival.known &&
  a.arrival.value !== null &&
  b.arrival.value !== null &&
  a.arrival.value.before === b.arrival.value.before &&
  a.arrival.value.after === b.arrival.value.after;

const names = ({ pulls }: BranchCommit, pull: MergedPull): boolean =>
  pulls.known && pulls.value.some(({ number }) => number === pull.number);

/** A commit that touches nothing managed is not asked about, so it names nobody. */
const mayBelong = (commit: BranchCommit, pull: MergedPull): boolean => !commit.managed || names(commit, pull);

/** Where the pull request's commits end: at its merge commit, if nothing of another stands between. */
function endOf(commits: readonly BranchCommit[], from: number, pull: MergedPull): number | undefined {
  const first = commits[from];
  const length = commits.slice(from).findIndex(({ sha }) => sha === pull.merge_commit);
  if (first === undefined || length < 0) return undefined;
  const block = commits.slice(from, from + length + 1);
  const isOne = block.every((commit) => arrivedTogether(first, commit) && mayBelong(commit, pull));
  return isOne ? from + length : undefined;
}

/** A rebase brings commits before its first managed one too, and they may change what guards it. A queue's may be another's. */
function blockOf(
  commits: readonly BranchCommit[],
  from: number,
  pull: MergedPull,
  earliest: number,
): { readonly begin: number; readonly end: number } {
  const first = commits[from];
  const isAlone = first?.arrival.known === true && first.arrival.value?.kind === "pr_merge";
  const belongs = (commit: BranchCommit | undefined): boolean =>
    commit !== undefined &&
    first !== undefined &&
    arrivedTogether(first, commit) &&
    (names(commit, pull) || (isAlone && !commit.managed));
  let begin = from;
  while (begin > earliest && belongs(commits[begin - 1])) begin -= 1;
  return { begin, end: endOf(commits, from, pull) ?? from };
}
