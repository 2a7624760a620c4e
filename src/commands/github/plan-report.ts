import { pullRequestRefusals } from "../../approval/pull-request.js";
import type { DeclaredChange } from "../../model/github/contribution.js";
import type { Refusal } from "../../model/github/refusal.js";
import type { Known } from "../../model/github/known.js";
import type { PlanReport, TargetReport } from "../../report/github/comment.js";
import { changesOf } from "../../report/verdict.js";
import { branchName } from "./branch.js";
import { otherPulls } from "./other-pulls.js";
import type { PlannedTargets } from "./plan-targets.js";
import type { PullScene } from "./pull-scene.js";
import { takenBack } from "./taken-back.js";
import { undeclared } from "./undeclared.js";
import type { Declarations } from "./walk-facts.js";
import type { World } from "./world.js";

/** What the files of the checkout tell by themselves. */
export const bareReport = (
  { context, facts }: Pick<World, "context" | "facts">,
  { number, head, base, baseRef, policy }: PullScene,
  targets: readonly TargetReport[],
): PlanReport => ({
  targets,
  pull: { number, head, base: { ref: baseRef, sha: base } },
  policy,
  refusals: [],
  earlier: null,
  others: [],
  others_complete: true,
  undeclared: [],
  reverts: [],
  guards: [],
  readers: {},
  run: { url: facts.runUrl, version: context.version },
});

/**
 * What a reviewer wants to know beside the plan. None of it decides anything, so what GitHub does not tell is left out and said
 * in the log.
 */
export async function planReport(
  world: World,
  declared: Declarations,
  pull: PullScene,
  { targets, changes, readers, guards, policy }: PlannedTargets,
): Promise<PlanReport> {
  const planned = targets.flatMap((target) =>
    target.state === "planned" ? [{ name: target.plan.target.name, items: changesOf(target.plan) }] : [],
  );
  const tables = changes.flatMap((change) => change.tables);
  const refusals = await standing(world, pull, changes);
  const others = await otherPulls(world, declared, pull, tables);
  const isWhole = targets.length === planned.length;
  const earlier = isWhole ? told(world, await world.github.lastRecord(pull.number, pull.headRef)) : undefined;
  return {
    ...bareReport(world, pull, targets),
    policy: policy ?? pull.policy,
    readers,
    guards,
    refusals,
    // A target without a plan would look like one without changes.
    earlier: earlier === undefined || earlier === null ? null : { head: earlier.head, plans: earlier.plans },
    others: others.touching,
    others_complete: others.complete,
    undeclared: await undeclared(world, declared, pull, targets),
    reverts: await takenBack(world, declared, pull, planned),
  };
}

/** That no review can mend; a draft is only waiting. */
async function standing(
  world: World,
  { number }: PullScene,
  changes: readonly DeclaredChange[],
): Promise<readonly Refusal[]> {
  const branch = await branchName(world);
  const pull = told(world, await world.github.pullRequest(number));
  if (!branch.ok || pull === undefined) return [];
  const context = {
    stage: "before-merge",
    repositoryId: world.facts.repositoryId,
    branch: branch.value,
    planWorkflow: world.inputs.planWorkflow,
    target: "",
  } as const;
  const all = changes.flatMap((change) => pullRequestRefusals({ pull, change }, context));
  const once = new Map(all.map((refusal) => [refusal.code, refusal]));
  return [...once.values()].filter(({ code }) => code !== "draft");
}

function told<T>({ context }: Pick<World, "context">, answer: Known<T>): T | undefined {
  if (answer.known) return answer.value;
  context.stderr.write(`the plan goes without what ${answer.call} would have told\n`);
  return undefined;
}
