import type { Plan } from "../model/plan.js";
import type { Readers } from "../model/readers.js";
import { complete, whole } from "./github/budget.js";
import { safe } from "./markdown-text.js";
import { planSections, verdictText } from "./plan-sections.js";
import { visibleTexts } from "./visible.js";

/** A whole plan as Markdown: the same order as at a terminal, safe against whatever names hold. Ends with a line break. */
export function renderPlanMarkdown(given: Plan, readers: Readers = {}): string {
  const plan = visibleTexts(given);
  return complete([whole(safe`### ${verdictText(plan)}`), ...planSections(plan, visibleTexts(readers))]);
}
