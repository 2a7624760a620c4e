import { isWorse, worstEffect } from "../model/effect.js";
import type { Item, PatchBody, StepKind } from "../model/plan.js";
import { firstCovering, type Measure } from "./cover.js";

const PLAIN: readonly StepKind[] = ["hold", "patch", "verify"];

/** Nothing of it can be worse for being done at once with another: one request that sets fields, and no rows in danger. */
const isPlain = ({ effect, strategy, steps }: Item): boolean =>
  !isWorse(effect, "safe") && strategy === null && steps.every(({ kind }) => PLAIN.includes(kind));

const bodyOf = ({ steps }: Item): PatchBody =>
  steps.reduce((body: PatchBody, step) => (step.kind === "patch" ? { ...body, ...step.body } : body), {});

function together(a: Item, b: Item): Item {
  return {
    ...b,
    effect: worstEffect([a.effect, b.effect]),
    from: { ...b.from, ...a.from },
    to: { ...a.to, ...b.to },
    findings: [...a.findings, ...b.findings],
    steps: [{ kind: "patch", body: { ...bodyOf(a), ...bodyOf(b) } }, { kind: "verify" }],
  };
}

/**
 * Whether several approved items of one table cover it together: pull requests that were each planned before the other was merged
 * show one field each, and the merge of both asks for both.
 *
 * @param parts  approved items, oldest first
 */
export function coverJointly(parts: readonly Item[], fresh: Item, measure: Measure): boolean {
  const own = parts.filter((part) => part.schema_id === fresh.schema_id && isPlain(part));
  const [first, ...more] = own;
  if (first === undefined || more.length === 0) return false;
  return firstCovering([more.reduce(together, first)], fresh, measure) !== undefined;
}
