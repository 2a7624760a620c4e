import type { DesiredState } from "../../model/desired.js";
import type { CommentState, PlanRecord } from "../../model/github/record.js";
import { changesOf } from "../../report/verdict.js";
import { isDestructive, worstEffect } from "../../model/effect.js";
import type { Plan } from "../../model/plan.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { annotationsOf } from "../../report/github/annotations.js";
import { renderPlanComment } from "../../report/github/comment.js";
import type { PlanReport, TargetReport } from "../../report/github/comment.js";
import { renderSummary } from "../../report/github/summary.js";
import { invalidFiles } from "../failure.js";
import type { Failure } from "../failure.js";
import { livePlan } from "../live-plan.js";
import { changeBetween } from "./candidates.js";
import { stateOf } from "./declared-at.js";
import { memoryJournal } from "../memory-journal.js";
import { pullScene } from "./pull-scene.js";
import type { PullScene } from "./pull-scene.js";
import { failed, passed } from "./result.js";
import type { ActionResult } from "./result.js";
import { connectTarget } from "./service.js";
import { unfinishedOf } from "./unfinished.js";
import { declarations } from "./walk-facts.js";
import type { Declarations } from "./walk-facts.js";
import { unknown } from "./world.js";
import type { World } from "./world.js";

const CHECK = "warehog/plan";

/** Shows on a pull request what merging it would do, and records what was shown. */
export async function plan(world: World): Promise<ActionResult> {
  const declared = declarations(world);
  const scene = await pullScene(world, declared);
  if (!scene.ok) return failed(scene.error);
  const pull = scene.value;
  if (pull === "superseded") return passed();
  if (!pull.isConcerned) return tellUnconcerned(world, pull);
  if (pull.isFork)
    return failed({
      code: "fork",
      message:
        "this pull request comes from a fork and changes what Warehog manages, so it is never planned with a key",
      hint: "push the branch to this repository and open the pull request from there",
    });
  const targets = await planTargets(world, declared, pull);
  if (!targets.ok) return failed(targets.error);
  return publish(world, reportOf(world, pull, targets.value, await undeclared(world, declared, pull, targets.value)));
}

async function tellUnconcerned({ github }: World, { number, head }: PullScene): Promise<ActionResult> {
  // A comment of an earlier push would go on promising what this one does not do any more.
  const told = await github.writeComment(number, GONE, false);
  if (!told.known) return failed(unknown(told));
  const checked = await github.writeCheck({
    name: CHECK,
    sha: head,
    conclusion: "success",
    title: "touches nothing that Warehog manages",
    summary: "No file of the configuration differs from the base.",
  });
  return checked.known
    ? passed({ outputs: { "has-changes": "false", destructive: "false" } })
    : failed(unknown(checked));
}

const GONE = "<!-- warehog:plan -->\n\n### Touches nothing that Warehog manages\n";

async function planTargets(
  world: World,
  declared: Declarations,
  { base, merge }: PullScene,
): Promise<Result<readonly TargetReport[], Failure>> {
  const [before, after] = [await declared(base), await declared(merge)];
  if (after.declared === undefined)
    return ok([
      trouble(null, {
        code: "project-missing",
        message: `${world.inputs.config} is gone, and without it nothing is declared`,
        hint: "keep the project file; a table that is not declared any more is left as it is",
      }),
    ]);
  if (!after.declared.ok) return ok([trouble(null, invalidFiles(after.declared.error))]);
  const reports: TargetReport[] = [];
  for (const state of after.declared.value.states) {
    const change = await changeBetween(world, declared, state.target.name, base, merge);
    const earlier = stateOf(before, state.target.name);
    if (earlier === undefined || change.target_changed)
      reports.push(trouble(state.target.name, targetChanged(earlier === undefined)));
    else if (change.tables.length > 0) {
      const planned = await planTarget(world, declared, state, earlier);
      reports.push(planned.ok ? { state: "planned", plan: planned.value } : trouble(state.target.name, planned.error));
    }
  }
  return ok(reports);
}

const trouble = (target: string | null, { code, message, hint, diagnostics }: Failure): TargetReport => ({
  state: "failed",
  target,
  trouble: { code, message, hint, ...(diagnostics === undefined ? {} : { diagnostics }) },
});

const targetChanged = (isNew: boolean): Failure => ({
  code: "target-changed",
  message: `${isNew ? "the target is new" : "host, project or key of the target change"} here, so it was checked offline only: a branch must not send a key anywhere`,
  hint: "merge this first, with the tables as they are; change tables in the next pull request",
});

/** Gate keys and policy are those of the base: a branch judges itself by nothing. */
const under = (tip: DesiredState, { target, policy }: DesiredState): DesiredState => ({ ...tip, target, policy });

async function planTarget(
  world: World,
  declared: Declarations,
  tip: DesiredState,
  base: DesiredState,
): Promise<Result<Plan, Failure>> {
  const { context, inputs, github } = world;
  const history = await github.history(tip.target.name);
  if (!history.known) return err(unknown(history));
  const completed = history.value.outcome?.record.completed ?? null;
  const applied = completed === null ? undefined : stateOf(await declared(completed), tip.target.name);
  const desired = under(tip, base);
  const posthog = await connectTarget(context, desired.target, "read", inputs.allowedEnv);
  if (!posthog.ok) return posthog;
  try {
    const planned = await livePlan({
      posthog: posthog.value,
      desired,
      baseline: base,
      applied: applied ?? null,
      journal: memoryJournal(unfinishedOf(history.value).owed),
    });
    return planned.ok ? ok(planned.value.plan) : planned;
  } finally {
    await posthog.value.close();
  }
}

/** Tables that the base declares and this pull request does not. */
async function undeclared(
  world: World,
  declared: Declarations,
  { base, merge }: PullScene,
  targets: readonly TargetReport[],
): Promise<readonly string[]> {
  const [before, after] = [await declared(base), await declared(merge)];
  const names = targets.flatMap((target) => (target.state === "planned" ? [target.plan.target.name] : []));
  const gone: string[] = [];
  for (const name of names) {
    const declaredNow = new Set(addressesOf(stateOf(after, name)));
    const { tables } = await changeBetween(world, declared, name, base, merge);
    const declaredThen = new Set(addressesOf(stateOf(before, name)));
    gone.push(...tables.filter((address) => declaredThen.has(address) && !declaredNow.has(address)));
  }
  return gone;
}

const addressesOf = (state: DesiredState | undefined): readonly string[] =>
  state === undefined
    ? []
    : state.sources.flatMap(({ key, tables }) => tables.map(({ name }) => `${state.target.name}/${key}/${name}`));

interface Published {
  readonly report: PlanReport;
  readonly pull: PullScene;
}

function reportOf(
  { context, facts }: World,
  pull: PullScene,
  targets: readonly TargetReport[],
  gone: readonly string[],
): Published {
  return {
    pull,
    report: {
      targets,
      pull: { number: pull.number, head: pull.head, base: { ref: pull.baseRef, sha: pull.base } },
      policy: pull.policy,
      refusals: [],
      earlier: null,
      others: [],
      undeclared: gone,
      reverts: [],
      policy_changed: pull.policyChanged,
      readers: new Map(),
      run: { url: facts.runUrl, version: context.version },
    },
  };
}

const plansOf = ({ targets }: PlanReport): readonly Plan[] =>
  targets.flatMap((target) => (target.state === "planned" ? [target.plan] : []));

/** Comment → read back → record → check → labels; nothing of it once the head has moved on. */
async function publish(world: World, { report, pull }: Published): Promise<ActionResult> {
  const { github, inputs } = world;
  const plans = plansOf(report);
  const items = plans.flatMap(changesOf);
  const failure = report.targets.find((target) => target.state === "failed");
  const head = await github.headOf(pull.number);
  if (!head.known) return failed(unknown(head));
  if (head.value !== pull.head) return passed();

  const comment = renderPlanComment(report);
  const quiet = items.length === 0 && failure === undefined && !inputs.commentWithoutChanges;
  const written = await github.writeComment(pull.number, comment.body, !quiet);
  if (!written.known) return failed(unknown(written));
  const record = await github.uploadRecord(recordOf(pull, plans, comment.too_large ? null : written.value));
  if (!record.known) return failed(unknown(record));

  const worst = worstEffect(items.map(({ effect }) => effect));
  const summary = renderSummary(report);
  const checked = await github.writeCheck({
    name: CHECK,
    sha: pull.head,
    conclusion: failure === undefined && !comment.too_large ? "success" : "failure",
    title: failure === undefined ? titleOf(items.length) : `no plan: ${failure.trouble.code}`,
    summary: comment.body,
  });
  if (!checked.known) return failed(unknown(checked));
  const labelled = await github.setLabels(pull.number, isDestructive(worst) ? ["warehog:destructive"] : []);
  if (!labelled.known) return failed(unknown(labelled));

  const rest = {
    outputs: {
      "has-changes": String(items.length > 0),
      destructive: String(isDestructive(worst)),
      digest: plans.map(({ target, digest }) => (plans.length === 1 ? digest : `${target.name}=${digest}`)).join("\n"),
      "comment-id": written.value === null ? "" : String(written.value.id),
      "plan-file": record.value,
    },
    summary,
    annotations: annotationsOf(report.targets),
  };
  if (comment.too_large) return failed(TOO_LARGE, rest);
  return failure === undefined ? passed(rest) : failed(failure.trouble, rest);
}

const TOO_LARGE: Failure = {
  code: "too-large-to-review",
  message: "a comment cannot hold every change that may harm rows, so nobody can approve this plan",
  hint: "split the pull request into smaller ones",
};

const titleOf = (items: number): string =>
  items === 0 ? "no changes" : `${items === 1 ? "1 table" : `${items} tables`} would change`;

const recordOf = (pull: PullScene, plans: readonly Plan[], comment: CommentState | null): PlanRecord => ({
  version: 1,
  pull_request: pull.number,
  head: pull.head,
  base: { ref: pull.baseRef, sha: pull.base },
  plans,
  comment,
});
