import type { Judgement } from "../../model/github/judgement.js";
import type { Refusal } from "../../model/github/refusal.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { renderGate } from "../../report/github/gate-text.js";
import type { Failure } from "../failure.js";
import { branchName } from "./branch.js";
import { guardsAtCommit, judgeBeforeMerge, NOTHING_JUDGED } from "./judge-before-merge.js";
import { judgeGroup } from "./judge-group.js";
import { pullScene } from "./pull-scene.js";
import { failed, passed } from "./result.js";
import type { ActionResult } from "./result.js";
import { declarations } from "./walk-facts.js";
import type { Declarations } from "./walk-facts.js";
import { unwritten } from "./unwritten.js";
import { unknown } from "./world.js";
import type { World } from "./world.js";

const CHECK = "warehog/gate";
const UNCHECKED = `the verdict stands in the summary of this job alone, and the check ${CHECK} is missing or says something older`;

/** The same judgement as after the merge, while what it refuses can still be mended. */
export async function gate(world: World): Promise<ActionResult> {
  const gated = await gatedOf(world, declarations(world));
  if (!gated.ok) return failed(gated.error);
  if (gated.value === "superseded") return passed();
  const { head, judgement, mayWrite } = gated.value;
  const { title, summary } = renderGate(judgement, head);
  const refusal = firstRefusal(judgement);
  if (mayWrite) {
    const conclusion = refusal === undefined ? "success" : "failure";
    const checked = await world.github.writeCheck({ name: CHECK, sha: head, conclusion, title, summary });
    if (!checked.known) return failed(unwritten(checked, "check", UNCHECKED), { summary });
  }
  return refusal === undefined
    ? passed({ summary })
    : failed({ code: refusal.code, message: refusal.message, hint: refusal.remedy }, { summary });
}

interface Gated {
  /** the commit that the check stands on */
  readonly head: string;
  readonly judgement: Judgement;
  /** where the token only reads, the job's own result is all that is told */
  readonly mayWrite: boolean;
}

async function gatedOf(world: World, declared: Declarations): Promise<Result<Gated | "superseded", Failure>> {
  const { event, git } = world;
  return event.name === "merge_group" && !(await git.isShallow())
    ? gatedGroup(world, declared, event)
    : gatedPull(world, declared);
}

async function gatedGroup(
  world: World,
  declared: Declarations,
  event: Parameters<typeof judgeGroup>[3],
): Promise<Result<Gated, Failure>> {
  const branch = await branchName(world);
  if (!branch.ok) return branch;
  const judged = await judgeGroup(world, declared, branch.value, event);
  return judged.ok ? ok({ head: event.head, judgement: judged.value, mayWrite: true }) : judged;
}

async function gatedPull(world: World, declared: Declarations): Promise<Result<Gated | "superseded", Failure>> {
  const scene = await pullScene(world, declared);
  if (!scene.ok || scene.value === "superseded") return scene.ok ? ok("superseded") : scene;
  const { number, head, base, merge, isConcerned, keyless } = scene.value;
  const mayWrite = keyless === null;
  if (!isConcerned) return ok({ head, judgement: NOTHING_JUDGED, mayWrite });
  const branch = await branchName(world);
  if (!branch.ok) return branch;
  const pull = await world.github.pullRequest(number);
  if (!pull.known) return err(unknown(pull));
  // What was approved for the newer head says nothing about this one.
  if (pull.value.head.sha !== head) return ok("superseded");
  const guardsBefore = guardsAtCommit(world, declared, { branch: branch.value, commit: base });
  const context = { branch: branch.value, guardsBefore };
  const judged = await judgeBeforeMerge(world, declared, context, { pull: pull.value, base, merge });
  return judged.ok ? ok({ head, judgement: judged.value.judgement, mayWrite }) : judged;
}

const firstRefusal = ({ pulls, items, unanswered }: Judgement): Refusal | undefined =>
  [
    ...unanswered.map(({ refusal }) => refusal),
    ...pulls.flatMap(({ refusals }) => refusals),
    ...items.flatMap((judged) => (judged.covered ? [] : judged.refusals)),
  ][0];
