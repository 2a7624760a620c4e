import { declaredChange, touchesTarget } from "../../approval/declared-change.js";
import { inForceAfter } from "../../approval/in-force.js";
import { judgePull } from "../../approval/judge.js";
import { mayBeToldLater } from "../../approval/left-behind.js";
import { walk } from "../../approval/walk.js";
import type { Candidate } from "../../model/github/contribution.js";
import type { GuardChange, Guards } from "../../model/github/guards.js";
import type { PullJudgement } from "../../model/github/judgement.js";
import type { Refusal } from "../../model/github/refusal.js";
import type { Policy } from "../../model/policy.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import type { Failure } from "../failure.js";
import { guardsAt } from "./declared-at.js";
import { bringsSomething, stretchBetween } from "./stretch.js";
import { walkFacts } from "./walk-facts.js";
import type { Declarations } from "./walk-facts.js";
import { unknown } from "./world.js";
import type { World } from "./world.js";

/** What came onto the branch between two of its commits, for one target. */
export interface Coming {
  /** name of the branch */
  readonly branch: string;
  readonly from: string;
  readonly to: string;
  readonly target: string;
  /** in force at `from`; undefined: nothing ever was */
  readonly guards: Guards | undefined;
  /** of the project, at a commit that does not declare the target; undefined: nobody knows */
  readonly policyAt: (commit: string) => Promise<Result<Policy | undefined, Failure>>;
}

/** Whether it may be applied: decided before PostHog is asked. */
export interface Merged {
  readonly judged: readonly { readonly candidate: Candidate; readonly judgement: PullJudgement }[];
  /** commits that bring something and that no pull request answers for */
  readonly unanswered: readonly {
    readonly commit: string;
    readonly tables: readonly string[];
    readonly guards: readonly GuardChange[];
    readonly refusal: Refusal;
  }[];
  /** in force after it; undefined: nothing ever was */
  readonly guards: Guards | undefined;
  /** that the newest contribution was planned under; undefined: there was none */
  readonly policy: Policy | undefined;
}

/** Each contribution under the guards that were in force before it. Where GitHub does not tell enough, nothing is decided. */
export async function judgeMerged(
  world: World,
  declared: Declarations,
  { branch, from, to, target, guards: before, policyAt }: Coming,
): Promise<Result<Merged, Failure>> {
  const context = {
    stage: "merged",
    repositoryId: world.facts.repositoryId,
    branch,
    planWorkflow: world.inputs.planWorkflow,
    target,
  } as const;
  const judged: Merged["judged"][number][] = [];
  const unanswered: Merged["unanswered"][number][] = [];
  let guards = before;
  let policy: Policy | undefined;
  for (const { base, commits, source } of walk(await walkFacts(world, { branch, from, to }), branch)) {
    const tip = commits.at(-1) ?? "";
    const stretch = await stretchBetween(world, declared, target, base ?? tip, tip);
    if (!touchesTarget(stretch)) continue;
    if (guards !== undefined && stretch.guards.base?.target === null) {
      const known = await policyAt(base ?? tip);
      if (!known.ok) return known;
      guards = { ...guards, policy: known.value ?? guards.policy };
    }
    const change = declaredChange(stretch, guards);
    const end = guardsAt(await declared(tip), target);
    if (!bringsSomething(change)) {
      guards = inForceAfter(guards, end, "none");
      continue;
    }
    policy = change.policy;
    if ("refusal" in source) {
      unanswered.push({ commit: tip, tables: change.tables, guards: change.guards, refusal: source.refusal });
      guards = inForceAfter(guards, end, "none");
      continue;
    }
    const pull = await world.github.pullRequest(source.pull);
    if (!pull.known) return err(unknown(pull));
    const candidate = { pull: pull.value, change };
    const judgement = judgePull(candidate, context);
    judged.push({ candidate, judgement });
    guards = inForceAfter(guards, end, judgement.guards);
  }
  const undecided = [
    ...judged.flatMap(({ judgement }) => judgement.refusals),
    ...unanswered.map(({ refusal }) => refusal),
  ].find(mayBeToldLater);
  return undecided === undefined
    ? ok({ judged, unanswered, guards, policy })
    : err({ code: undecided.code, message: undecided.message, hint: undecided.remedy });
}
