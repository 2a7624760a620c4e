import type { Judgement } from "../../model/github/judgement.js";
import type { Refusal } from "../../model/github/refusal.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import type { Failure } from "../failure.js";
import type { Event } from "./event.js";
import { judgeBeforeMerge, NOTHING_JUDGED, together } from "./judge-before-merge.js";
import { touchesManaged } from "./managed.js";
import type { Declarations } from "./walk-facts.js";
import { unknown } from "./world.js";
import type { World } from "./world.js";

type MergeGroup = Extract<Event, { readonly name: "merge_group" }>;

const NAMELESS: Refusal = {
  code: "pull-request-not-found",
  message: "the merge queue does not name the pull request of a commit, so nobody can have approved what it brings",
  remedy: "remove the pull request from the queue and add it again",
};

/** Every pull request of a merge group by itself: one that is refused holds the group up, as it would hold up its own merge. */
export async function judgeGroup(
  world: World,
  declared: Declarations,
  branch: string,
  { base, head, baseRef }: MergeGroup,
): Promise<Result<Judgement, Failure>> {
  const { git, github } = world;
  const commits = await git.firstParents(base, head);
  if (commits === undefined)
    return err({
      code: "merge-group-unreadable",
      message: "the merge group does not stand on the commit that it names as its base, so it cannot be judged",
      hint: "remove the pull request from the queue and add it again",
    });
  if (!(await touchesManaged(world, base, head))) return ok(NOTHING_JUDGED);
  const queue = await github.mergeQueue(baseRef);
  if (!queue.known) return err(unknown(queue));

  let all = NOTHING_JUDGED;
  let from = base;
  for (const commit of commits) {
    const entry = queue.value.find((one) => one.commit === commit);
    // A rebased pull request brings several commits, and the queue names the last.
    if (entry === undefined && commit !== head) continue;
    const judged = await judgeStretch(world, declared, branch, entry?.pull, from, commit);
    if (!judged.ok) return judged;
    all = together(all, judged.value);
    from = commit;
  }
  return ok(all);
}

async function judgeStretch(
  world: World,
  declared: Declarations,
  branch: string,
  number: number | undefined,
  base: string,
  merge: string,
): Promise<Result<Judgement, Failure>> {
  if (!(await touchesManaged(world, base, merge))) return ok(NOTHING_JUDGED);
  if (number === undefined) return ok({ ...NOTHING_JUDGED, unanswered: [{ commit: merge, refusal: NAMELESS }] });
  const pull = await world.github.pullRequest(number);
  return pull.known ? judgeBeforeMerge(world, declared, branch, { pull: pull.value, base, merge }) : err(unknown(pull));
}
