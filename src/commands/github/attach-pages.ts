import type { GitHub } from "../../adapters/github/github.js";
import type { Plan } from "../../model/plan.js";
import type { Readers } from "../../model/readers.js";
import type { Failure } from "../failure.js";
import { unwritten } from "./unwritten.js";

/** Each plan that says anything as a page among the artifacts of the run. It decides nothing, so what fails is a warning. */
export async function attachPages(
  github: Pick<GitHub, "uploadPage">,
  plans: readonly Plan[],
  readers: Readers,
): Promise<readonly Failure[]> {
  const telling = plans.filter(({ items, problems }) => items.length + problems.length > 0);
  if (telling.length === 0) return [];
  // Loaded here: a plan without changes needs no page.
  const { renderPlanHtml } = await import("../../report/html/render-plan-html.js");
  const warnings: Failure[] = [];
  for (const plan of telling) {
    const { name } = plan.target;
    const attached = await github.uploadPage(name, renderPlanHtml(plan, readers));
    if (!attached.known)
      warnings.push(unwritten(attached, "artifact", `the plan of ${name} is not attached to the run as a page`));
  }
  return warnings;
}
