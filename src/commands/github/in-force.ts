import type { ApplyHistory } from "../../adapters/github/history.js";
import { strictest } from "../../approval/strictest.js";
import type { Guards } from "../../model/github/guards.js";
import type { Policy } from "../../model/policy.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import type { Failure } from "../failure.js";
import { guardsAt } from "./declared-at.js";
import { judgeMerged } from "./judge-merged.js";
import type { Coming } from "./judge-merged.js";
import { lastGuards, lastReadable } from "./last-readable.js";
import { lineBetween } from "./line.js";
import type { Declarations } from "./walk-facts.js";
import { unknown } from "./world.js";
import type { World } from "./world.js";

type InForce = Promise<Result<Guards | undefined, Failure>>;

/** A commit of the configured branch. */
interface Place {
  /** name of the branch */
  readonly branch: string;
  readonly commit: string;
}

/**
 * What guards a target before anything more comes onto the branch, as far as anybody approved it: what the last apply said, and what
 * was approved since. The policy is of the whole project: where the target has no such word of its own, or is not declared, another
 * target's tells it.
 *
 * @returns undefined: there never was a project file
 */
export async function guardsInForce(
  world: World,
  declared: Declarations,
  history: ApplyHistory,
  place: Place,
  target: string,
): InForce {
  const isDeclared = guardsAt(await lastReadable(world, declared, place.commit), target)?.target;
  const own = await ownGuards(world, declared, history, place, target);
  if (!own.ok || own.value === undefined || (history.outcome !== null && isDeclared)) return own;
  const policy = await policyOfOthers(world, declared, place, target);
  return policy.ok ? ok({ ...own.value, policy: policy.value ?? own.value.policy }) : policy;
}

/**
 * An apply's word counts whatever has become of its commit: a branch that is rewritten takes no guard away. Where none is left, all
 * that was declared since the apply workflow came counts at its strictest, for nobody can tell what of it was approved.
 */
async function ownGuards(
  world: World,
  declared: Declarations,
  { outcome }: ApplyHistory,
  { branch, commit }: Place,
  target: string,
): InForce {
  if (outcome === null) return ok(await strictestSinceAdoption(world, declared, commit, target));
  const { commit: from, guards } = outcome.record;
  const merged = await mergedBetween(world, declared, { branch, from, to: commit, target, guards });
  return merged.ok ? ok(merged.value.guards) : merged;
}

/** What came onto the branch, with the policy that other targets tell while this one is not declared. */
export const mergedBetween = (
  world: World,
  declared: Declarations,
  coming: Omit<Coming, "policyAt">,
): ReturnType<typeof judgeMerged> =>
  judgeMerged(world, declared, {
    ...coming,
    policyAt: (commit) => policyOfOthers(world, declared, { branch: coming.branch, commit }, coming.target),
  });

/** undefined: no other target is declared that knows */
async function policyOfOthers(
  world: World,
  declared: Declarations,
  place: Place,
  target: string,
): Promise<Result<Policy | undefined, Failure>> {
  const { declared: at } = await lastReadable(world, declared, place.commit);
  const names = at?.ok === true ? at.value.states.map((state) => state.target.name) : [];
  for (const name of names.filter((one) => one !== target)) {
    const history = await world.github.history(name);
    if (!history.known) return err(unknown(history));
    if (history.value.outcome === null) continue;
    const guards = await ownGuards(world, declared, history.value, place, name);
    if (!guards.ok || guards.value !== undefined) return guards.ok ? ok(guards.value?.policy) : guards;
  }
  return ok((await strictestSinceAdoption(world, declared, place.commit, target))?.policy);
}

async function strictestSinceAdoption(
  world: World,
  declared: Declarations,
  commit: string,
  target: string,
): Promise<Guards | undefined> {
  const adopted = await adoption(world, commit);
  if (adopted === undefined) return lastGuards(world, declared, commit, target);
  let guards = await lastGuards(world, declared, adopted, target);
  for (const { sha, managed } of (await lineBetween(world, adopted, commit)) ?? []) {
    const later = managed ? guardsAt(await declared(sha), target) : undefined;
    if (later !== undefined) guards = guards === undefined ? later : strictest(guards, later);
  }
  return guards;
}

/** The first commit with both the apply workflow and a project file; undefined: there is none yet. */
async function adoption({ git, inputs }: World, commit: string): Promise<string | undefined> {
  const [workflow, project] = [
    await git.firstTouching(commit, inputs.applyWorkflow),
    await git.firstTouching(commit, inputs.config),
  ];
  if (workflow === undefined || project === undefined) return undefined;
  return (await git.firstParents(workflow, project)) === undefined ? workflow : project;
}
