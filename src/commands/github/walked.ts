import { judgePull } from "../../approval/judge.js";
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
import type { ApplyHistory } from "./ports.js";
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

/** Where the walk begins: after what was walked before, else with what this push brought, else with the tip alone. */
async function startOf({ event, git }: World, { tip }: Branch, { outcome }: ApplyHistory): Promise<string | undefined> {
  if (outcome !== null) return outcome.record.commit;
  if (event.name === "push" && !NOTHING_BEFORE.test(event.before)) return event.before;
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
  const commits = from === undefined ? ok([]) : await walkFacts(world, branch, from, declared);
  if (!commits.ok) return commits;
  const brought: Brought[] = [];
  for (const contribution of walk(commits.value, branch.name)) {
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
  return ok({
    judged: candidates.value.map((candidate) => ({ candidate, judgement: judgePull(candidate, context) })),
    unanswered: brought.flatMap(({ contribution, change }) =>
      "refusal" in contribution.source
        ? [{ commit: contribution.commits.at(-1) ?? "", tables: change.tables, refusal: contribution.source.refusal }]
        : [],
    ),
    policy: brought.at(-1)?.change.policy,
  });
}

const changeOf = (world: World, declared: Declarations, { base, commits }: Contribution, target: string) => {
  const tip = commits.at(-1) ?? "";
  return changeBetween(world, declared, target, base ?? tip, tip);
};
