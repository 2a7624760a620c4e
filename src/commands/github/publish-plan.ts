import type { PlanRecord, RecordComment } from "../../model/github/record.js";
import { isDestructive, worstEffect } from "../../model/effect.js";
import type { Plan } from "../../model/plan.js";
import { counted } from "../../model/numbers.js";
import { annotationsOf } from "../../report/github/annotations.js";
import { renderPlanComment } from "../../report/github/comment.js";
import type { PlanReport } from "../../report/github/comment.js";
import { renderSummary } from "../../report/github/summary.js";
import { changesOf, lacksConsent } from "../../report/verdict.js";
import type { Failure } from "../failure.js";
import { attachPages } from "./attach-pages.js";
import { consentSuggestions } from "./consent-suggestions.js";
import { PLAN_CHECK } from "./plan-check.js";
import { bareReport } from "./plan-report.js";
import { troubled } from "./plan-targets.js";
import type { PullScene } from "./pull-scene.js";
import { failed, passed } from "./result.js";
import type { ActionResult } from "./result.js";
import { unwritten } from "./unwritten.js";
import type { World } from "./world.js";

/**
 * Comment → read back → record → check → labels: what comes later speaks of what was shown. A plan that is not both shown and
 * recorded is none: its check is red, and a comment that shows it is taken back.
 */
export async function publishPlan(world: World, report: PlanReport, pull: PullScene): Promise<ActionResult> {
  const { github } = world;
  const plans = plansOf(report);
  const items = plans.flatMap(changesOf);
  const failure = report.targets.find((target) => target.state === "failed");
  const worst = worstEffect(items.map(({ effect }) => effect));

  const comment = renderPlanComment(report);
  const isOffline = report.targets.some(({ state }) => state === "offline");
  const isQuiet =
    !world.inputs.commentWithoutChanges &&
    failure === undefined &&
    !isOffline &&
    report.guards.length === 0 &&
    plans.every(isEmpty);
  const written = await github.writeComment(pull.number, comment.body, !isQuiet);
  if (!written.known) return unpublished(world, pull, unwritten(written, "comment", UNSHOWN));
  const shown = comment.too_large ? null : (written.value.now ?? "unwritten");
  const record = await github.uploadRecord({ ...recordOf(pull, report, shown), replaced: written.value.before });
  if (!record.known) return withdrawn(world, pull, unwritten(record, "artifact", UNRECORDED));
  const checked = await github.writeCheck({
    name: PLAN_CHECK,
    sha: pull.head,
    conclusion: failure === undefined && !comment.too_large ? "success" : "failure",
    title:
      failure === undefined
        ? titleOf(
            items.length,
            isOffline ? "checked offline" : report.guards.length > 0 ? "guards change" : "no changes",
          )
        : `no plan: ${failure.trouble.code}`,
    summary: comment.body,
  });
  const labels = [
    ...(isDestructive(worst) ? ["warehog:destructive"] : []),
    ...(items.some(lacksConsent) ? ["warehog:consent-missing"] : []),
  ];
  const labelled = await github.setLabels(pull.number, labels);
  const warnings = [
    ...(labelled.known
      ? []
      : [unwritten(labelled, "label", "the labels of the pull request are not those of this plan")]),
    ...(await offerConsents(world, pull, plans)),
    ...(await attachPages(github, plans, report.readers)),
  ];
  const rest = {
    outputs: {
      "has-changes": String(items.length > 0),
      destructive: String(isDestructive(worst)),
      digest: plans.map(({ target, digest }) => (plans.length === 1 ? digest : `${target.name}=${digest}`)).join("\n"),
      "comment-id": String(written.value.now?.id ?? ""),
      "plan-file": record.value,
    },
    summary: renderSummary(report),
    annotations: annotationsOf(report.targets),
    warnings,
  };
  if (!checked.known) return failed(unwritten(checked, "check", UNCHECKED), rest);
  if (comment.too_large) return failed(TOO_LARGE, rest);
  return failure === undefined ? passed(rest) : failed(failure.trouble, rest);
}

const UNSHOWN = "this plan is not recorded, and nobody can approve it, whatever the comment shows";
const UNRECORDED = "this plan is not recorded, and nobody can approve it";
const UNCHECKED = `this plan is shown and recorded, but the check ${PLAN_CHECK} does not say so`;
const UNCHECKED_RED = `the check ${PLAN_CHECK} may still be green from an earlier run of this head`;

async function unpublished(world: World, pull: PullScene, failure: Failure): Promise<ActionResult> {
  const report = bareReport(world, pull, [troubled(null, failure)]);
  const checked = await world.github.writeCheck({
    name: PLAN_CHECK,
    sha: pull.head,
    conclusion: "failure",
    title: `no plan: ${failure.code}`,
    summary: renderPlanComment(report).body,
  });
  // The job is red whether this can be written or not; an older green check beside it must not be believed.
  const warnings = checked.known ? [] : [unwritten(checked, "check", UNCHECKED_RED)];
  return failed(failure, { summary: renderSummary(report), warnings });
}

/** Whoever reads the comment would take it for a plan that can be approved. */
async function withdrawn(world: World, pull: PullScene, failure: Failure): Promise<ActionResult> {
  const report = bareReport(world, pull, [troubled(null, failure)]);
  const taken = await world.github.writeComment(pull.number, renderPlanComment(report).body, false);
  return unpublished(
    world,
    pull,
    taken.known ? failure : { ...failure, message: `${failure.message}, although the comment still shows it` },
  );
}

const plansOf = ({ targets }: PlanReport): readonly Plan[] =>
  targets.flatMap((target) => (target.state === "planned" ? [target.plan] : []));

const isEmpty = (plan: Plan): boolean => changesOf(plan).length === 0 && plan.problems.length === 0;

const TOO_LARGE: Failure = {
  code: "too-large-to-review",
  message: "a comment cannot hold every change that may harm rows, so nobody can approve this plan",
  hint: "split the pull request into smaller ones",
};

const titleOf = (items: number, none: string): string =>
  items === 0 ? none : `${counted(items, "table")} would change`;

const recordOf = (pull: PullScene, report: PlanReport, comment: RecordComment): Omit<PlanRecord, "replaced"> => ({
  version: 1,
  pull_request: pull.number,
  head: pull.head,
  base: { ref: pull.baseRef, sha: pull.base },
  plans: plansOf(report),
  guards: report.guards,
  comment,
});

/** The comment has the same lines to paste, so nothing is lost where GitHub does not take them beside the diff. */
async function offerConsents(world: World, pull: PullScene, plans: readonly Plan[]): Promise<readonly Failure[]> {
  const suggestions = await consentSuggestions(world, pull, plans);
  if (suggestions.length === 0) return [];
  const offered = await world.github.suggest(pull.number, pull.head, suggestions);
  return offered.known
    ? []
    : [unwritten(offered, "suggestion", "consents are not suggested beside the diff; the comment has the same lines")];
}
