import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { renderUnconcerned } from "../../report/github/unconcerned.js";
import type { Failure } from "../failure.js";
import { checkOffline } from "./check-offline.js";
import { PLAN_CHECK } from "./plan-check.js";
import { planReport } from "./plan-report.js";
import { planTargets } from "./plan-targets.js";
import { publishPlan } from "./publish-plan.js";
import { pullScene } from "./pull-scene.js";
import type { PullScene } from "./pull-scene.js";
import { failed, passed } from "./result.js";
import type { ActionResult } from "./result.js";
import { declarations } from "./walk-facts.js";
import { unwritten } from "./unwritten.js";
import { unknown } from "./world.js";
import type { World } from "./world.js";

/** Shows on a pull request what merging it would do, and records what was shown. */
export async function plan(world: World): Promise<ActionResult> {
  const declared = declarations(world);
  const scene = await pullScene(world, declared);
  if (!scene.ok) return failed(scene.error);
  const pull = scene.value;
  if (pull === "superseded") return passed();
  if (pull.keyless !== null) return checkOffline(world, declared, pull, pull.keyless);
  if (!pull.isConcerned) return tellUnconcerned(world, pull);
  const planned = await planTargets(world, declared, pull);
  const report = await planReport(world, declared, pull, planned);
  const current = await isCurrent(world, pull);
  if (!current.ok) return failed(current.error);
  return current.value ? publishPlan(world, report, pull) : passed();
}

/** Whoever pushed meanwhile has started a run that says all there is to say. */
async function isCurrent({ github }: World, { number, head }: PullScene): Promise<Result<boolean, Failure>> {
  const newest = await github.headOf(number);
  return newest.known ? ok(newest.value === head) : err(unknown(newest));
}

async function tellUnconcerned(world: World, pull: PullScene): Promise<ActionResult> {
  const { github } = world;
  const current = await isCurrent(world, pull);
  if (!current.ok) return failed(current.error);
  if (!current.value) return passed();
  // A comment of an earlier push would go on promising what this one does not do any more.
  const told = await github.writeComment(pull.number, renderUnconcerned(), false);
  if (!told.known)
    return failed(unwritten(told, "comment", "a comment of an earlier push may still speak of changes that are gone"));
  const checked = await github.writeCheck({
    name: PLAN_CHECK,
    sha: pull.head,
    conclusion: "success",
    title: "touches nothing that Warehog manages",
    summary: "No file of the configuration differs from the base.",
  });
  if (!checked.known)
    return failed(unwritten(checked, "check", `the check ${PLAN_CHECK} does not say that nothing is managed here`));
  const labelled = told.value.now === null ? told : await github.setLabels(pull.number, []);
  const warnings = labelled.known ? [] : [unwritten(labelled, "label", "labels of an earlier push may still stand")];
  return passed({ outputs: { "has-changes": "false", destructive: "false" }, warnings });
}
