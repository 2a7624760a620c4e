import type { DesiredState } from "../model/desired.js";
import type { Plan, PlanProblem } from "../model/plan.js";
import type { Readers } from "../model/readers.js";
import { hasDetails, problemLines, renderDetails } from "./details.js";
import { indent, wrap } from "./layout.js";
import { nextSteps, renderNextSteps } from "./next-steps.js";
import type { Invocation } from "./next-steps.js";
import { counted, formatNumber } from "../model/numbers.js";
import { renderOrigins } from "./origins.js";
import { renderOverview } from "./overview.js";
import type { Paint } from "./paint.js";
import { changesOf, dangerFirst, driftOf, verdictOf, countedItems } from "./verdict.js";
import { visibleTexts } from "./visible.js";

export interface PlanLook {
  /** columns */
  readonly width: number;
  readonly paint: Paint;
  /** which part of the configuration was planned, where it was narrowed */
  readonly scope: string | undefined;
  /** shows where every effective value comes from, and the evidence of harmless findings too */
  readonly explain: DesiredState | undefined;
  /** saved queries that read what changes, where they were asked for */
  readonly readers?: Readers;
  /** undefined: what to type next is another's to say */
  readonly invocation: Invocation | undefined;
}

type Section = readonly string[];

/** The plan as people read it at a terminal: verdict, danger first, reasons, and what to type next. Ends with a line break. */
export function renderPlan(given: Plan, look: PlanLook): string {
  const plan = visibleTexts(given);
  const readers = visibleTexts(look.readers ?? {});
  const sections: readonly Section[] = [
    heading(plan, look),
    verdict(plan, look),
    renderOverview(dangerFirst(changesOf(plan)), look.width, look.paint),
    ...dangerFirst(changesOf(plan))
      .filter((item) => hasDetails(item, look.explain !== undefined))
      .map((item) => renderDetails(item, { ...look, explain: look.explain !== undefined, readers })),
    ...plan.problems.map((problem) => planProblem(problem, look)),
    drift(plan, look),
    notes(plan, look),
    look.explain === undefined ? [] : renderOrigins(visibleTexts(look.explain), look.width, look.paint),
    counts(plan, look),
    look.invocation === undefined ? [] : renderNextSteps(nextSteps(plan, look.invocation), look.width, look.paint),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.trimEnd()).join("\n"))
    .join("\n\n")}\n`;
}

function heading(plan: Plan, { width, paint, scope }: PlanLook): Section {
  const { name, project_id } = plan.target;
  const told = [name, `project ${project_id}`, ...(scope === undefined ? [] : [`only ${scope}`])];
  return wrap(paint("dim", told.join(" · ")), width);
}

function verdict(plan: Plan, { width, paint }: PlanLook): Section {
  const { parts, conclusion, style } = verdictOf(plan);
  const separator = style === "good" ? " · " : " → ";
  return wrap(`${paint("title", parts.join(" · "))}${separator}${paint(style, conclusion)}`, width);
}

function planProblem(problem: PlanProblem, { width, paint }: PlanLook): Section {
  const at = `${problem.at.file}:${problem.at.line}:${problem.at.column}`;
  return [
    ...wrap(`${paint("danger", "! problem")}  ${paint("title", problem.address)}  ${paint("link", at)}`, width),
    ...indent(problemLines(problem, { width: width - 4, paint }), 4),
  ];
}

function drift(plan: Plan, { width, paint }: PlanLook): Section {
  const items = driftOf(plan);
  if (items.length === 0) return [];
  const title = `drift on ${countedItems(items)}: live moved away by hand; shown, never carried out`;
  return [...wrap(paint("title", title), width), ...renderOverview(dangerFirst(items), width, paint)];
}

const notes = (plan: Plan, { width, paint }: PlanLook): Section =>
  plan.notes.flatMap(({ code, message }) =>
    wrap(`${paint("notice", "note")}  ${message} ${paint("dim", `(${code})`)}`, width),
  );

function counts(plan: Plan, { width, paint }: PlanLook): Section {
  const { read, declared, unchanged, unmanaged } = plan.tables;
  const told = [
    `${formatNumber(read)} of ${counted(declared, "declared table")} read`,
    `${formatNumber(unchanged)} unchanged`,
    `${formatNumber(unmanaged)} unmanaged`,
    ...(changesOf(plan).length === 0 ? [] : ["row counts are lower bounds", `digest ${plan.digest.slice(0, 8)}`]),
  ];
  return wrap(paint("dim", told.join(" · ")), width);
}
