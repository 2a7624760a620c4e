import type { Judgement } from "../../model/github/judgement.js";
import type { Refusal } from "../../model/github/refusal.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import type { Failure } from "../failure.js";
import type { Event } from "./event.js";
import { judgeBeforeMerge, NOTHING_JUDGED, together } from "./judge-before-merge.js";
import type { JudgedMerging } from "./judge-before-merge.js";
import { touchesManaged } from "./managed.js";
import { guardsAlong } from "./queue-guards.js";
import type { Declarations } from "./walk-facts.js";
import { missingWorkflow } from "./workflow-paths.js";
import { unknown } from "./world.js";
import type { World } from "./world.js";

type MergeGroup = Extract<Event, { readonly name: "merge_group" }>;

const NAMELESS: Refusal = {
  code: "pull-request-not-found",
  message: "the merge queue does not name the pull request of a commit, so nobody can have approved what it brings",
  remedy: "remove the pull request from the queue and add it again",
};

/**
 * Every pull request of a merge group by itself: one that is refused holds the group up, as it would hold up its own merge. What
 * the queue merges before it is judged for the guards that it brings, and told by its own group.
 */
export async function judgeGroup(
  world: World,
  declared: Declarations,
  branch: string,
  { base, head, baseRef }: MergeGroup,
): Promise<Result<Judgement, Failure>> {
  const { git, github } = world;
  const own = await git.firstParents(base, head);
  if (own === undefined)
    return err({
      code: "merge-group-unreadable",
      message: "the merge group does not stand on the commit that it names as its base, so it cannot be judged",
      hint: "remove the pull request from the queue and add it again",
    });
  if (!(await touchesManaged(world, base, head))) return ok(NOTHING_JUDGED);
  const missing = await missingWorkflow(world, head);
  if (missing !== undefined) return err(missing);
  const queue = await github.mergeQueue(baseRef);
  if (!queue.known) return err(unknown(queue));
  // Asked after the queue: what has left it by being merged is on the branch by now.
  const tip = await github.branchTip(branch);
  if (!tip.known) return err(unknown(tip));
  const ahead = await git.firstParents(tip.value, base);

  let all = NOTHING_JUDGED;
  let from = ahead === undefined ? base : tip.value;
  const guards = guardsAlong(world, declared, { branch, commit: from });
  for (const commit of [...(ahead ?? []), ...own]) {
    const entry = queue.value.find((one) => one.commit === commit);
    // A rebased pull request brings several commits, and the queue names the last.
    if (entry === undefined && commit !== base && commit !== head) continue;
    const context = { branch, guardsBefore: guards.before };
    const judged = await judgeStretch(world, declared, context, entry?.pull, from, commit);
    if (!judged.ok) return judged;
    guards.add(judged.value.guards);
    if (own.includes(commit) || entry === undefined) all = together(all, judged.value.judgement);
    from = commit;
  }
  return ok(all);
}

async function judgeStretch(
  world: World,
  declared: Declarations,
  context: Parameters<typeof judgeBeforeMerge>[2],
  number: number | undefined,
  base: string,
  merge: string,
): Promise<Result<JudgedMerging, Failure>> {
  const nothing = { judgement: NOTHING_JUDGED, guards: new Map() };
  if (!(await touchesManaged(world, base, merge))) return ok(nothing);
  if (number === undefined)
    return ok({ ...nothing, judgement: { ...NOTHING_JUDGED, unanswered: [{ commit: merge, refusal: NAMELESS }] } });
  const pull = await world.github.pullRequest(number);
  return pull.known
    ? judgeBeforeMerge(world, declared, context, { pull: pull.value, base, merge })
    : err(unknown(pull));
}
