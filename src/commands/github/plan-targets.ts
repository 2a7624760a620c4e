import type { ApplyHistory } from "../../adapters/github/history.js";
import { declaredChange, touchesTarget } from "../../approval/declared-change.js";
import { guardChanges } from "../../approval/guards.js";
import type { DesiredState } from "../../model/desired.js";
import type { DeclaredChange } from "../../model/github/contribution.js";
import type { Guards } from "../../model/github/guards.js";
import type { TargetGuards } from "../../model/github/record.js";
import type { Plan } from "../../model/plan.js";
import type { Policy } from "../../model/policy.js";
import type { Readers } from "../../model/readers.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import type { TargetReport } from "../../report/github/comment.js";
import { invalidFiles } from "../failure.js";
import type { Failure } from "../failure.js";
import { livePlan } from "../live-plan.js";
import { lastApplied } from "./last-applied.js";
import { memoryJournal } from "../memory-journal.js";
import { branchName } from "./branch.js";
import type { ReadAt } from "./declared-at.js";
import { guardsInForce } from "./in-force.js";
import { lastReadable } from "./last-readable.js";
import type { PullScene } from "./pull-scene.js";
import { connectTarget } from "./service.js";
import { stretchBetween } from "./stretch.js";
import { unfinishedOf } from "./unfinished.js";
import type { Declarations } from "./walk-facts.js";
import { whoReads } from "../who-reads.js";
import { unknown } from "./world.js";
import type { World } from "./world.js";

export interface PlannedTargets {
  readonly targets: readonly TargetReport[];
  /** of those that a plan was asked for */
  readonly changes: readonly DeclaredChange[];
  /** of what would be changed, as far as the keys may look */
  readonly readers: Readers;
  /** what of each target's guards would be another */
  readonly guards: readonly TargetGuards[];
  /** that it is judged under, where it is not what the base declares */
  readonly policy: Policy | undefined;
}

/** What merging would do to every target that the pull request touches, or why nobody can say. */
export async function planTargets(
  world: World,
  declared: Declarations,
  { base, merge }: PullScene,
): Promise<PlannedTargets> {
  const [before, after] = [await lastReadable(world, declared, base), await declared(merge)];
  const states = statesOf(world, after.declared);
  if (!states.ok) return nothingPlanned(troubled(null, states.error));
  const branch = await branchName(world);
  if (!branch.ok) return nothingPlanned(troubled(null, branch.error));
  const targets: TargetReport[] = [];
  const changes: DeclaredChange[] = [];
  const guards: TargetGuards[] = [];
  let readers: Readers = {};
  let policy: Policy | undefined;
  for (const name of targetNames(states.value, before)) {
    const stretch = await stretchBetween(world, declared, name, base, merge);
    if (!touchesTarget(stretch)) continue;
    const history = await world.github.history(name);
    if (!history.known) {
      targets.push(troubled(name, unknown(history)));
      continue;
    }
    const inForce = await guardsInForce(world, declared, history.value, { branch: branch.value, commit: base }, name);
    if (!inForce.ok) {
      targets.push(troubled(name, inForce.error));
      continue;
    }
    const change = declaredChange(stretch, inForce.value);
    if (change.guards.length > 0) guards.push({ target: name, changes: change.guards });
    if (inForce.value !== undefined && isHeld(inForce.value, stretch.guards.base)) policy = inForce.value.policy;
    const { tip } = stretch;
    if (tip === undefined) continue;
    if (change.target === "new") targets.push({ state: "offline", target: name, why: "new" });
    else if (change.target === "changed")
      targets.push(
        change.tables.length === 0 ? { state: "offline", target: name, why: "changed" } : troubled(name, BOTH),
      );
    else if (change.tables.length > 0) {
      // Its host, project and key are those in force: a branch sends no key anywhere else, and judges itself by nothing.
      const desired = { ...tip, policy: change.policy };
      changes.push(change);
      const planned = await planTarget(world, declared, history.value, desired, stretch.base);
      targets.push(planned.ok ? { state: "planned", plan: planned.value.plan } : troubled(name, planned.error));
      if (planned.ok) readers = { ...readers, ...planned.value.readers };
    }
  }
  return { targets, changes, readers, guards, policy };
}

const nothingPlanned = (trouble: TargetReport): PlannedTargets => ({
  targets: [trouble],
  changes: [],
  readers: {},
  guards: [],
  policy: undefined,
});

/** What was merged last is not what is in force. */
const isHeld = (inForce: Guards, declared: Guards | undefined): boolean =>
  declared !== undefined && guardChanges(inForce, declared).length > 0;

/** What a pull request declares, or what is wrong with its files: known without any key. */
export function statesOf(
  { inputs }: Pick<World, "inputs">,
  declared: Awaited<ReturnType<Declarations>>["declared"],
): Result<readonly DesiredState[], Failure> {
  if (declared === undefined)
    return err({
      code: "project-missing",
      message: `${inputs.config} is gone, and without it nothing is declared`,
      hint: "keep the project file; a table that is not declared any more is left as it is",
    });
  return declared.ok ? ok(declared.value.states) : err(invalidFiles(declared.error));
}

export const troubled = (target: string | null, { code, message, hint, diagnostics }: Failure): TargetReport => ({
  state: "failed",
  target,
  trouble: { code, message, hint, ...(diagnostics === undefined ? {} : { diagnostics }) },
});

const BOTH: Failure = {
  code: "target-changed",
  message:
    "host, project or key of the target change here beside tables, so it was checked offline only: a branch must not send a key anywhere",
  hint: "leave the tables as they are in this pull request, and change them in the next one; where an earlier merge turned it, revert that first",
};

/** Of both sides: a target that is not declared any more is a change as well. */
export const targetNames = (states: readonly DesiredState[], { declared }: ReadAt): readonly string[] => [
  ...new Set([...states, ...(declared?.ok === true ? declared.value.states : [])].map(({ target }) => target.name)),
];

async function planTarget(
  world: World,
  declared: Declarations,
  history: ApplyHistory,
  desired: DesiredState,
  baseline: DesiredState | undefined,
): Promise<Result<{ readonly plan: Plan; readonly readers: Readers }, Failure>> {
  const { context, inputs } = world;
  const applied = await lastApplied(world, declared, history, world.facts.sha, desired.target.name);
  const posthog = await connectTarget(context, desired.target, "read", inputs.allowedEnv);
  if (!posthog.ok) return posthog;
  try {
    const planned = await livePlan({
      posthog: posthog.value,
      desired,
      ...(baseline === undefined ? {} : { baseline }),
      applied: applied?.state ?? null,
      journal: memoryJournal(unfinishedOf(history).owed),
    });
    if (!planned.ok) return planned;
    return ok({ plan: planned.value.plan, readers: await whoReads(context, posthog.value, planned.value) });
  } finally {
    await posthog.value.close();
  }
}
