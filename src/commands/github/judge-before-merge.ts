import { declaredChange, touchesTarget } from "../../approval/declared-change.js";
import { judgeItems } from "../../approval/items.js";
import { judgePull } from "../../approval/judge.js";
import type { Judgement } from "../../model/github/judgement.js";
import type { PullRequest } from "../../model/github/pull-request.js";
import type { Plan } from "../../model/plan.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { covers } from "../../planner/covers.js";
import { changesOf } from "../../report/verdict.js";
import type { Failure } from "../failure.js";
import { blocked, blockedItems } from "./blocked.js";
import { guardsInForce } from "./in-force.js";
import { lastReadable } from "./last-readable.js";
import { statesOf, targetNames } from "./plan-targets.js";
import { bringsSomething, stretchBetween } from "./stretch.js";
import { unfinishedOf } from "./unfinished.js";
import type { Declarations } from "./walk-facts.js";
import { unknown } from "./world.js";
import type { World } from "./world.js";

/** A pull request between what it would be merged into and what the merge would make of it. */
export interface Merging {
  readonly pull: PullRequest;
  readonly base: string;
  readonly merge: string;
}

export const NOTHING_JUDGED: Judgement = { pulls: [], items: [], unanswered: [] };

/** All targets of one pull request, by the items that its own record shows. */
export async function judgeBeforeMerge(
  world: World,
  declared: Declarations,
  branch: string,
  { pull, base, merge }: Merging,
): Promise<Result<Judgement, Failure>> {
  const { github, facts, inputs } = world;
  const states = statesOf(world, (await declared(merge)).declared);
  if (!states.ok) return ok({ ...NOTHING_JUDGED, unanswered: [{ commit: merge, refusal: blocked(states.error) }] });
  const plans = shownPlans(pull);
  let all = NOTHING_JUDGED;
  for (const name of targetNames(states.value, await lastReadable(world, declared, base))) {
    const stretch = await stretchBetween(world, declared, name, base, merge);
    const plan = plans.find(({ target }) => target.name === name);
    const items = plan === undefined ? [] : changesOf(plan);
    if (items.length === 0 && !touchesTarget(stretch)) continue;
    const history = await github.history(name);
    if (!history.known) return err(unknown(history));
    const guards = await guardsInForce(world, declared, history.value, { branch, commit: base }, name);
    if (!guards.ok) return guards;
    const change = declaredChange(stretch, guards.value);
    // Of a first project file nothing can be applied and nothing is guarded yet: it is checked offline only.
    if (change.target === "new" && change.guards.length === 0) continue;
    if (items.length === 0 && !bringsSomething(change)) continue;
    const candidate = { pull, change };
    const context = {
      stage: "before-merge",
      repositoryId: facts.repositoryId,
      branch,
      planWorkflow: inputs.planWorkflow,
      target: name,
    } as const;
    const judged = judgePull(candidate, context);
    const judgement = judgeItems({
      target: name,
      fresh: judged.shown ?? [],
      pulls: [{ candidate, judgement: judged }],
      unanswered: [],
      ...unfinishedOf(history.value),
      covers,
    });
    all = together(all, {
      pulls: judgement.pulls,
      items: [...judgement.items, ...blockedItems(items, pull.number)],
      unanswered: (plan?.problems ?? []).map((problem) => ({ commit: merge, refusal: blocked(problem) })),
    });
  }
  return ok(all);
}

/** Of the newest record of the head; whether it may be believed, the judgement says. */
const shownPlans = ({ records, head }: PullRequest): readonly Plan[] =>
  records.known
    ? (records.value.flatMap(({ content }) =>
        content.state === "read" && content.record.head === head.sha ? [content.record] : [],
      )[0]?.plans ?? [])
    : [];

export const together = (a: Judgement, b: Judgement): Judgement => ({
  pulls: [...a.pulls, ...b.pulls],
  items: [...a.items, ...b.items],
  unanswered: [...a.unanswered, ...b.unanswered],
});
