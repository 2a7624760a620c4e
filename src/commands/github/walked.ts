import type { ApplyHistory } from "../../adapters/github/history.js";
import { judgePull } from "../../approval/judge.js";
import { heldFrom, inForceAfter } from "../../approval/in-force.js";
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
import type { Branch } from "./branch.js";
import { bringsSomething, changeBetween } from "./candidates.js";
import { guardsAt } from "./declared-at.js";
import { guardsInForce } from "./in-force.js";
import { walkFacts } from "./walk-facts.js";
import type { Declarations } from "./walk-facts.js";
import { unknown } from "./world.js";
import type { World } from "./world.js";

/** What came onto the branch since the last walk, and whether it may be applied: all of it decided before PostHog is asked. */
export interface Walked {
  readonly judged: readonly { readonly candidate: Candidate; readonly judgement: PullJudgement }[];
  /** commits that bring something and that no pull request answers for */
  readonly unanswered: readonly {
    readonly commit: string;
    readonly tables: readonly string[];
    readonly guards: readonly GuardChange[];
    readonly refusal: Refusal;
  }[];
  /** that the newest contribution was planned under, or that is held; undefined: what the branch declares */
  readonly policy: Policy | undefined;
  /** in force, where those that the branch declares were merged and not approved */
  readonly held: Guards | null;
}

const NOTHING_BEFORE = /^0*$/;

/**
 * Where the walk begins: after what was walked before, else with what this push brought, else with the tip alone. A branch that was
 * rewritten holds the first two no more; whatever it brought that is not walked is covered by nobody.
 */
async function startOf({ event, git }: World, { tip }: Branch, { outcome }: ApplyHistory): Promise<string | undefined> {
  const pushed = event.name === "push" && !NOTHING_BEFORE.test(event.before) ? event.before : undefined;
  for (const from of [outcome?.record.commit, pushed])
    if (from !== undefined && (await git.firstParents(from, tip)) !== undefined) return from;
  return (await git.parents(tip))[0];
}

export async function walkBranch(
  world: World,
  declared: Declarations,
  branch: Branch,
  history: ApplyHistory,
  target: string,
): Promise<Result<Walked, Failure>> {
  const from = await startOf(world, branch, history);
  const commits = from === undefined ? [] : await walkFacts(world, branch, from, declared);
  const context = {
    stage: "merged",
    repositoryId: world.facts.repositoryId,
    branch: branch.name,
    planWorkflow: world.inputs.planWorkflow,
    target,
  } as const;
  const judged: Walked["judged"][number][] = [];
  const unanswered: Walked["unanswered"][number][] = [];
  let guards = await guardsInForce(world, declared, history, from ?? branch.tip, target);
  let policy: Policy | undefined;
  for (const { base, commits: own, source } of walk(commits, branch.name)) {
    const tip = own.at(-1) ?? "";
    const before = base ?? tip;
    const change = await changeBetween(world, declared, target, before, tip, { guards });
    const end = guardsAt(await declared(tip), target);
    if (!bringsSomething({ change })) {
      guards = inForceAfter(guards, end, false);
      continue;
    }
    policy = change.policy;
    if ("refusal" in source) {
      unanswered.push({ commit: tip, tables: change.tables, guards: change.guards, refusal: source.refusal });
      guards = inForceAfter(guards, end, false);
      continue;
    }
    const pull = await world.github.pullRequest(source.pull);
    if (!pull.known) return err(unknown(pull));
    const candidate = { pull: pull.value, change };
    const judgement = judgePull(candidate, context);
    judged.push({ candidate, judgement });
    guards = inForceAfter(guards, end, judgement.refusals.length === 0);
  }
  const refusals = [
    ...judged.flatMap(({ judgement }) => judgement.refusals),
    ...unanswered.map(({ refusal }) => refusal),
  ];
  const undecided = refusals.find(mayBeToldLater);
  if (undecided !== undefined) return err({ code: undecided.code, message: undecided.message, hint: undecided.remedy });
  const held = heldFrom(guards, guardsAt(await declared(branch.tip), target));
  return ok({ judged, unanswered, policy: policy ?? held?.policy, held });
}
