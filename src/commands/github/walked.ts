import type { ApplyHistory } from "../../adapters/github/history.js";
import { judgePull } from "../../approval/judge.js";
import { mayBeToldLater } from "../../approval/left-behind.js";
import { walk } from "../../approval/walk.js";
import type { Candidate, Contribution } from "../../model/github/contribution.js";
import type { PullJudgement } from "../../model/github/judgement.js";
import type { Refusal } from "../../model/github/refusal.js";
import type { Policy } from "../../model/policy.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import type { Failure } from "../failure.js";
import type { Branch } from "./branch.js";
import { bringsSomething, candidatesOf, changeBetween } from "./candidates.js";
import type { Brought } from "./candidates.js";
import { walkFacts } from "./walk-facts.js";
import type { Declarations } from "./walk-facts.js";
import type { World } from "./world.js";

/** What came onto the branch since the last walk, and whether it may be applied: all of it decided before PostHog is asked. */
export interface Walked {
  readonly judged: readonly { readonly candidate: Candidate; readonly judgement: PullJudgement }[];
  /** commits that bring something and that no pull request answers for */
  readonly unanswered: readonly {
    readonly commit: string;
    readonly tables: readonly string[];
    readonly refusal: Refusal;
  }[];
  /** of the first parent of the newest contribution; undefined: there is none */
  readonly policy: Policy | undefined;
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
  const brought: Brought[] = [];
  for (const contribution of walk(commits, branch.name)) {
    const change = await changeOf(world, declared, contribution, target);
    if (bringsSomething({ change })) brought.push({ contribution, change });
  }
  const candidates = await candidatesOf(world, brought);
  if (!candidates.ok) return err(candidates.error);
  const context = {
    stage: "merged",
    repositoryId: world.facts.repositoryId,
    branch: branch.name,
    planWorkflow: world.inputs.planWorkflow,
    target,
  } as const;
  const judged = candidates.value.map((candidate) => ({ candidate, judgement: judgePull(candidate, context) }));
  const unanswered = brought.flatMap(({ contribution, change }) =>
    "refusal" in contribution.source
      ? [{ commit: contribution.commits.at(-1) ?? "", tables: change.tables, refusal: contribution.source.refusal }]
      : [],
  );
  const refusals = [
    ...judged.flatMap(({ judgement }) => judgement.refusals),
    ...unanswered.map(({ refusal }) => refusal),
  ];
  const undecided = refusals.find(mayBeToldLater);
  if (undecided !== undefined) return err({ code: undecided.code, message: undecided.message, hint: undecided.remedy });
  return ok({ judged, unanswered, policy: brought.at(-1)?.change.policy });
}

const changeOf = (world: World, declared: Declarations, { base, commits }: Contribution, target: string) => {
  const tip = commits.at(-1) ?? "";
  return changeBetween(world, declared, target, base ?? tip, tip);
};
