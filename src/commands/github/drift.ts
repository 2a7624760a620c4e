import { guardChanges, guardsOf } from "../../approval/guards.js";
import type { DesiredState } from "../../model/desired.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { renderDriftClosed, renderDriftIssue } from "../../report/github/drift-issue.js";
import { autoDisabled, autoEnabled } from "../../planner/auto-switched.js";
import { invalidFiles } from "../failure.js";
import type { Failure } from "../failure.js";
import { livePlan } from "../live-plan.js";
import type { LivePlan } from "../live-plan.js";
import { memoryJournal } from "../memory-journal.js";
import { checkedOut } from "./branch.js";
import { stateOf } from "./declared-at.js";
import type { ReadAt } from "./declared-at.js";
import { lastApplied } from "./last-applied.js";
import { failed, passed } from "./result.js";
import type { ActionResult } from "./result.js";
import { connectTarget } from "./service.js";
import { unfinishedOf } from "./unfinished.js";
import { declarations } from "./walk-facts.js";
import { unwritten } from "./unwritten.js";
import { missingWorkflow } from "./workflow-paths.js";
import { unknown } from "./world.js";
import type { World } from "./world.js";

/** Compares the warehouse with what was carried out last, and keeps one issue about it. It changes nothing else. */
export async function drift(world: World, target: string): Promise<ActionResult> {
  const { github, facts, context } = world;
  const branch = await checkedOut(world);
  if (!branch.ok) return failed(branch.error);
  const missing = await missingWorkflow(world, branch.value.tip, ["apply-workflow"]);
  if (missing !== undefined) return failed(missing);
  const history = await github.history(target);
  if (!history.known) return failed(unknown(history));
  const declared = declarations(world);
  const applied = await lastApplied(world, declared, history.value, branch.value.tip, target);
  if (applied === undefined) {
    return passed({ outputs: { "has-changes": "false" }, warnings: [nothingApplied(target)] });
  }
  const desired = declaredBy(await declared(branch.value.tip), target);
  if (!desired.ok) return failed(desired.error);
  if (isElsewhere(applied.state, desired.value)) {
    context.stdout.write(
      `${target} was turned to another project since, and is compared once an apply of that has ended\n`,
    );
    return passed({ outputs: { "has-changes": "false" } });
  }
  const seen = await look(world, desired.value, applied.state, unfinishedOf(history.value).owed);
  if (!seen.ok) return failed(seen.error);

  const run = { url: facts.runUrl, version: context.version };
  const issue = renderDriftIssue({
    plan: seen.value.plan,
    completed: applied.commit,
    auto_enabled: autoEnabled(seen.value.live, desired.value),
    auto_disabled: autoDisabled(seen.value.live, desired.value),
    run,
  });
  const closing = renderDriftClosed(target, run);
  const rest = {
    outputs: { "has-changes": String(issue !== undefined), digest: seen.value.plan.digest },
    summary: issue?.body ?? closing,
  };
  const written = await github.writeIssue(target, issue, closing);
  return written.known ? passed(rest) : failed(unwritten(written, "issue", UNTOLD), rest);
}

const nothingApplied = (target: string): Failure => ({
  code: "nothing-applied",
  message: `no apply of ${target} is known that came to an end, so nobody can say what has drifted from it, and an open issue about it stays as it is`,
  hint: "run the apply workflow on the branch; what it leaves is kept for 90 days and renewed while it runs on its schedule",
});

/** Nothing was applied there, and perhaps nobody approved that its key goes there. */
const isElsewhere = (applied: DesiredState | undefined, desired: DesiredState): boolean =>
  applied !== undefined &&
  guardChanges(guardsOf(applied, applied.policy), guardsOf(desired, desired.policy)).some(
    ({ guard }) => guard === "target",
  );

const UNTOLD =
  "what was found stands in the summary of this job alone, and the issue is missing or says something older";

function declaredBy(read: ReadAt, target: string): Result<DesiredState, Failure> {
  if (read.declared?.ok === false) return err(invalidFiles(read.declared.error));
  const state = stateOf(read, target);
  return state === undefined
    ? err({
        code: "target-unknown",
        message: `the branch declares no target "${target}"`,
        hint: "name a target of the project file in the input target",
      })
    : ok(state);
}

/** What the branch declares is the baseline: a difference is a hand edit where it was applied, and pending where it was not. */
async function look(
  { context, inputs }: World,
  desired: DesiredState,
  applied: DesiredState | undefined,
  owed: Parameters<typeof memoryJournal>[0],
): Promise<Result<LivePlan, Failure>> {
  const posthog = await connectTarget(context, desired.target, "read", inputs.allowedEnv);
  if (!posthog.ok) return posthog;
  try {
    return await livePlan({
      posthog: posthog.value,
      desired,
      baseline: desired,
      applied: applied ?? null,
      journal: memoryJournal(owed),
    });
  } finally {
    await posthog.value.close();
  }
}
