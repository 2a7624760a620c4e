import type { ApplyHistory } from "../../adapters/github/history.js";
import { declaredChange, touchesTarget } from "../../approval/declared-change.js";
import { inForceAfter } from "../../approval/in-force.js";
import { judgeItems } from "../../approval/items.js";
import { judgePull } from "../../approval/judge.js";
import type { Guards } from "../../model/github/guards.js";
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

/** What guards a target before the merge. */
export type GuardsBefore = (target: string, history: ApplyHistory) => ReturnType<typeof guardsInForce>;

export interface JudgedMerging {
  readonly judgement: Judgement;
  /** in force after the merge, of the targets that it touches */
  readonly guards: ReadonlyMap<string, Guards | undefined>;
}

/** At a commit of the branch. */
export const guardsAtCommit =
  (world: World, declared: Declarations, place: Parameters<typeof guardsInForce>[3]): GuardsBefore =>
  (target, history) =>
    guardsInForce(world, declared, history, place, target);

/** All targets of one pull request, by the items that its own record shows. */
export async function judgeBeforeMerge(
  world: World,
  declared: Declarations,
  { branch, guardsBefore }: { readonly branch: string; readonly guardsBefore: GuardsBefore },
  { pull, base, merge }: Merging,
): Promise<Result<JudgedMerging, Failure>> {
  const { github, facts, inputs } = world;
  const states = statesOf(world, (await declared(merge)).declared);
  if (!states.ok) {
    const unanswered = [{ commit: merge, refusal: blocked(states.error) }];
    return ok({ judgement: { ...NOTHING_JUDGED, unanswered }, guards: new Map() });
  }
  const plans = shownPlans(pull);
  const after = new Map<string, Guards | undefined>();
  let all = NOTHING_JUDGED;
  for (const name of targetNames(states.value, await lastReadable(world, declared, base))) {
    const stretch = await stretchBetween(world, declared, name, base, merge);
    const plan = plans.find(({ target }) => target.name === name);
    const items = plan === undefined ? [] : changesOf(plan);
    if (items.length === 0 && !touchesTarget(stretch)) continue;
    const history = await github.history(name);
    if (!history.known) return err(unknown(history));
    const before = await guardsBefore(name, history.value);
    if (!before.ok) return before;
    const change = declaredChange(stretch, before.value);
    after.set(name, inForceAfter(before.value, stretch.guards.tip, "none"));
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
    after.set(name, inForceAfter(before.value, stretch.guards.tip, judged.guards));
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
  return ok({ judgement: all, guards: after });
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
