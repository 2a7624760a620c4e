import type { Refusal } from "../../model/github/refusal.js";
import { EFFECTS, worstEffect } from "../../model/effect.js";
import type { TargetGuards } from "../../model/github/record.js";
import type { Policy } from "../../model/policy.js";
import type { Plan } from "../../model/plan.js";
import { counted } from "../../model/numbers.js";
import { code, join, NOTHING, plain, safe, safeHtml } from "../markdown-text.js";
import type { Html, Markdown } from "../markdown-text.js";
import { planSections, verdictText } from "../plan-sections.js";
import type { Readers } from "../../model/readers.js";
import { assertNever } from "../../model/result.js";
import { changesOf } from "../verdict.js";
import { visibleTexts } from "../visible.js";
import { complete, fit, whole } from "./budget.js";
import type { Fitted, Section } from "./budget.js";
import { consentSections } from "./consent-yaml.js";
import { markerLine } from "./marker.js";
import { runFooter, shortSha, summaryLink } from "./run-footer.js";
import type { RunSource } from "./run-footer.js";
import { sinceLastPlan } from "./since-last-plan.js";
import type { EarlierPlan } from "./since-last-plan.js";
import { stillNeeded } from "./still-needed.js";
import { troubleSection } from "./trouble.js";
import type { Trouble } from "./trouble.js";
import { dangerAlert, guardsNote, offlineNote, othersNote, revertAlert, undeclaredNote } from "./warnings.js";
import type { OtherPull } from "./warnings.js";

/** What planning one target came to. */
export type TargetReport =
  | { readonly state: "planned"; readonly plan: Plan }
  /** a branch must not send a key to a place of its own: the target is new here, or turned elsewhere without a table beside it */
  | { readonly state: "offline"; readonly target: string; readonly why: "new" | "changed" }
  /** null: the configuration as a whole, before any target of it is known */
  | { readonly state: "failed"; readonly target: string | null; readonly trouble: Trouble };

/** Everything that the comment on a pull request is made of. */
export interface PlanReport {
  readonly targets: readonly TargetReport[];
  readonly pull: {
    readonly number: number;
    readonly head: string;
    readonly base: { readonly ref: string; readonly sha: string };
  };
  /** of the base branch */
  readonly policy: Policy;
  /** what is known to stand against this head, whoever reviews it */
  readonly refusals: readonly Refusal[];
  readonly earlier: EarlierPlan | null;
  readonly others: readonly OtherPull[];
  /** whether every open pull request into this base was looked at */
  readonly others_complete: boolean;
  /** addresses that the base declares and this pull request does not */
  readonly undeclared: readonly string[];
  /** applied pull requests that this one takes back */
  readonly reverts: readonly number[];
  /** what of each target's guards would be another */
  readonly guards: readonly TargetGuards[];
  readonly readers: Readers;
  readonly run: RunSource;
}

/** too_large: something dangerous could not be shown, so the plan can be approved by nobody. */
export type PlanComment =
  (Fitted & { readonly too_large: false }) | { readonly body: string; readonly too_large: true };

/**
 * GitHub takes 65,536 characters, and no character is less than one byte. The rest is left to whatever GitHub does to line
 * breaks.
 */
const COMMENT_BYTES = 62_000;

const plansOf = ({ targets }: PlanReport): readonly Plan[] =>
  targets.flatMap((target) => (target.state === "planned" ? [target.plan] : []));

function rank(target: TargetReport): number {
  if (target.state === "offline") return 0;
  return target.state === "failed"
    ? EFFECTS.length
    : EFFECTS.indexOf(worstEffect(changesOf(target.plan).map(({ effect }) => effect)));
}

const READY = "to be reviewed";
const NO_PLAN = safeHtml`no plan → cannot be applied as it stands`;
const OFFLINE = safeHtml`checked offline → planned from the next pull request on`;

function verdictOfTarget(target: TargetReport, ready: string): Html {
  switch (target.state) {
    case "planned":
      return verdictText(target.plan, ready);
    case "offline":
      return OFFLINE;
    case "failed":
      return NO_PLAN;
    default:
      return assertNever(target);
  }
}

const GUARDS_ALONE = safe`### no table would change, but what guards them → ${plain(READY)}`;

const isQuiet = (plan: Plan): boolean =>
  plan.problems.length === 0 && changesOf(plan).length === 0 && plan.tables.read === plan.tables.declared;

/** All targets in one sentence; where there are several, each has its own above its part. */
function headline(report: PlanReport): Markdown {
  const { targets } = report;
  if (targets.length === 0)
    return report.guards.length === 0 ? safe`### no table would change → nothing to do` : GUARDS_ALONE;
  const [plan, ...others] = plansOf(report);
  const failed = targets.filter(({ state }) => state === "failed").length;
  if (plan === undefined) return safe`### ${failed === 0 ? OFFLINE : NO_PLAN}`;
  const all = others.reduce(together, plan);
  if (report.guards.length > 0 && failed === 0 && isQuiet(all)) return GUARDS_ALONE;
  const verdict = verdictText(all, READY);
  const missing = failed === 0 ? NOTHING : safe` · **no plan of ${plain(counted(failed, "target"))}**`;
  return targets.length === 1 ? safe`### ${verdict}` : safe`### ${targets.length} targets: ${verdict}${missing}`;
}

/** Only to be counted: a plan belongs to one target. */
const together = (a: Plan, b: Plan): Plan => ({
  ...a,
  items: [...a.items, ...b.items],
  problems: [...a.problems, ...b.problems],
  tables: {
    read: a.tables.read + b.tables.read,
    declared: a.tables.declared + b.tables.declared,
    unchanged: a.tables.unchanged + b.tables.unchanged,
    unmanaged: a.tables.unmanaged + b.tables.unmanaged,
  },
});

const targetName = (target: TargetReport): string =>
  target.state === "planned" ? target.plan.target.name : (target.target ?? "warehog.yaml");

function targetSections(target: TargetReport, readers: Readers, isOnly: boolean): readonly Section[] {
  const head = isOnly ? [] : [whole(safe`#### ${code(targetName(target))}: ${verdictOfTarget(target, READY)}`)];
  if (target.state === "failed") return [...head, troubleSection(target.trouble)];
  if (target.state === "offline") return [...head, whole(offlineNote(target.why))];
  return [...head, ...planSections(target.plan, readers, consentSections(target.plan))];
}

const footer = ({ pull, run }: PlanReport): Markdown =>
  runFooter(safe`plan of ${shortSha(pull.head)} onto ${code(pull.base.ref)} at ${shortSha(pull.base.sha)}`, run);

/** Danger first: what would happen, what is missing, then one row a table. The same for comment and summary. */
export function reportSections(report: PlanReport): readonly Section[] {
  const targets = report.targets.toSorted((a, b) => rank(b) - rank(a));
  const plans = plansOf(report);
  return [
    whole(headline(report)),
    ...[
      dangerAlert(plans.flatMap(changesOf)),
      revertAlert(report.reverts),
      guardsNote(report.guards),
      stillNeeded({ ...report, plans, head: report.pull.head }),
      othersNote(report.others, report.others_complete),
      undeclaredNote(report.undeclared),
      sinceLastPlan(report.earlier, plans),
    ].map(whole),
    ...targets.flatMap((target) => targetSections(target, report.readers, targets.length === 1)),
    whole(footer(report)),
  ];
}

/**
 * The one comment that follows a pull request. Its first line is a hidden marker.
 *
 * What does not fit is left out by whole rows, and said; what may harm rows is never left out. Where even that does not fit,
 * the comment says so, and the plan must not be approvable.
 */
export function renderPlanComment(given: PlanReport): PlanComment {
  const report = visibleReport(given);
  const sections = [whole(markerLine("plan")), ...reportSections(report)];
  const fitted = fit(sections, COMMENT_BYTES, summaryLink(report.run));
  return fitted === undefined ? { body: tooLarge(report), too_large: true } : { ...fitted, too_large: false };
}

/** Names are measured and wrapped before they become code, so nothing in them may move a cursor. */
export const visibleReport = (given: PlanReport): PlanReport => visibleTexts(given);

function tooLarge(report: PlanReport): string {
  const verdicts = report.targets.map(
    (target) => safe`- ${code(targetName(target))}: ${verdictOfTarget(target, "too large to review")}`,
  );
  return complete(
    [
      markerLine("plan"),
      safe`### Too large to review: nothing of this can be approved`,
      dangerAlert(plansOf(report).flatMap(changesOf)),
      join(verdicts, "\n"),
      safe`A comment cannot hold every change that may harm rows, and what nobody could read nobody can approve. **Split this pull request** into smaller ones; ${summaryLink(report.run)}.`,
      footer(report),
    ].map(whole),
  );
}
