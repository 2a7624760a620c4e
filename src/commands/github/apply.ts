import type { ApplyHistory } from "../../adapters/github/history.js";
import { guardedBy } from "../../approval/guards.js";
import { judgeItems } from "../../approval/items.js";
import type { Judged } from "../../approval/items.js";
import type { ApplyOutcome, ApprovedItem } from "../../model/github/apply-record.js";
import type { DesiredState } from "../../model/desired.js";
import type { Judgement, MergedJudgement } from "../../model/github/judgement.js";
import type { LiveState } from "../../model/live.js";
import { isPartlyWritten } from "../../model/partly-written.js";
import { isApplicable, isOfSource } from "../../model/plan.js";
import type { Plan } from "../../model/plan.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { covers } from "../../planner/covers.js";
import { changesOf } from "../../report/verdict.js";
import { invalidFiles } from "../failure.js";
import type { Failure } from "../failure.js";
import { livePlan } from "../live-plan.js";
import type { LivePlan } from "../live-plan.js";
import { memoryJournal } from "../memory-journal.js";
import { blocked, blockedItems } from "./blocked.js";
import { checkedOut } from "./branch.js";
import type { Branch } from "./branch.js";
import { stateOf } from "./declared-at.js";
import { execute } from "./execute.js";
import type { Executed } from "./execute.js";
import { heldBackWhole, heldIn, isTurned, refusedGuards } from "./held-back.js";
import { lastApplied } from "./last-applied.js";
import { failed, passed } from "./result.js";
import type { ActionResult } from "./result.js";
import { connectTarget } from "./service.js";
import { takeTurn } from "./take-turn.js";
import { tellOutcome } from "./tell-outcome.js";
import { unfinishedOf } from "./unfinished.js";
import type { Unfinished } from "./unfinished.js";
import { declarations } from "./walk-facts.js";
import type { Declarations } from "./walk-facts.js";
import { walkBranch } from "./walked.js";
import type { Walked } from "./walked.js";
import { unwritten } from "./unwritten.js";
import type { World } from "./world.js";

/** Carries out what was approved since the last run, and what earlier runs left, and proves it. */
export async function apply(world: World, target: string): Promise<ActionResult> {
  const declared = declarations(world);
  const branch = await checkedOut(world);
  if (!branch.ok) return failed(branch.error);
  const state = await declaredState(world, declared, branch.value, target);
  if (!state.ok) return failed(state.error);
  const turn = await takeTurn(world, target, branch.value);
  if (!turn.ok) return failed(turn.error);
  if (turn.value === "at-rest") return nothingDone();
  const history = turn.value;
  const walked = await walkBranch(world, declared, { branch: branch.value, history, state: state.value });
  if (!walked.ok) return failed(walked.error);
  const ground: Ground = {
    target,
    branch: branch.value,
    state: state.value,
    history,
    walked: walked.value,
    unfinished: unfinishedOf(history),
  };
  if (isNothingToDo(ground)) return remember(world, ground);
  // Whoever reads the project file of a merge that nobody approved must not be sent the key by it.
  const executed = isTurned(ground)
    ? ok(await heldBackWhole(world, declared, ground))
    : await carryOutUnder(world, declared, ground);
  return executed.ok ? tellOutcome(world, ground, executed.value) : failed(executed.error);
}

/** All that was decided before the key that can write was used. */
export interface Ground {
  readonly target: string;
  readonly branch: Branch;
  readonly state: DesiredState;
  readonly history: ApplyHistory;
  readonly walked: Walked;
  readonly unfinished: Unfinished;
}

async function declaredState(
  { inputs }: World,
  declared: Declarations,
  { tip }: Branch,
  target: string,
): Promise<Result<DesiredState, Failure>> {
  const read = await declared(tip);
  if (read.declared === undefined)
    return err({
      code: "project-missing",
      message: `the branch has no ${inputs.config}, so nothing is declared and nothing was written`,
      hint: "bring the project file back, or name its path in the input config",
    });
  if (!read.declared.ok) return err(invalidFiles(read.declared.error));
  const state = stateOf(read, target);
  return state === undefined
    ? err({
        code: "target-unknown",
        message: `${inputs.config} has no target "${target}"`,
        hint: "name a target of the project file in the input target",
      })
    : ok(state);
}

/** Nobody has changed anything and nothing is left over: the key need not even be looked at. */
const isNothingToDo = ({ history: { outcome }, state, walked, unfinished }: Ground): boolean =>
  outcome !== null &&
  outcome.record.completed === outcome.record.commit &&
  heldIn({ state, walked }).length === 0 &&
  walked.judged.length === 0 &&
  walked.unanswered.length === 0 &&
  unfinished.standing.length === 0 &&
  unfinished.owed.length === 0;

/** Nothing of ours differs between the two commits, so what was carried out to the end is this one's declaration as well. */
async function remember(world: World, { target, branch, walked }: Ground): Promise<ActionResult> {
  const kept = await world.github.uploadApplyRecord({
    version: 1,
    kind: "outcome",
    target,
    commit: branch.tip,
    completed: branch.tip,
    outcomes: [],
    guards: walked.guards,
    standing: [],
    refused: [],
    owed: [],
  });
  return kept.known ? nothingDone() : failed(unwritten(kept, "artifact", UNREMEMBERED));
}

const UNREMEMBERED = "nothing was to be applied, and the next run looks at the same commits again";

const nothingDone = (): ActionResult =>
  passed({ outputs: { "has-changes": "false", destructive: "false", applied: "0", refused: "0" } });

async function carryOutUnder(world: World, declared: Declarations, ground: Ground): Promise<Result<Executed, Failure>> {
  const { context, inputs } = world;
  const { target, branch, state, history, walked, unfinished } = ground;
  const applied = await lastApplied(world, declared, history, branch.tip, target);
  const posthog = await connectTarget(context, state.target, "write", inputs.allowedEnv);
  if (!posthog.ok) return posthog;
  try {
    const journal = memoryJournal(unfinished.owed);
    const base = {
      posthog: posthog.value,
      desired: { ...guardedBy(state, walked.guards), policy: walked.policy },
      ...(applied?.state === undefined ? {} : { baseline: applied.state }),
      journal,
    };
    const fresh = await livePlan(base);
    if (!fresh.ok) return fresh;
    const judgement = judge(ground, fresh.value);
    return await execute(world, {
      target,
      commit: branch.tip,
      completedBefore: applied?.commit ?? null,
      guards: walked.guards,
      ground: base,
      fresh: fresh.value,
      approved: approvedIn(judgement),
      standing: unfinished.standing,
      refused: [...refusedGuards(ground), ...refusedIn(judgement, fresh.value.plan)],
    });
  } finally {
    await posthog.value.close();
  }
}

function judge({ walked, unfinished, target }: Ground, { plan, live }: LivePlan): MergedJudgement {
  return judgeItems({
    target,
    fresh: changesOf(plan).filter(isApplicable),
    pulls: walked.judged,
    unanswered: walked.unanswered,
    standing: unfinished.standing,
    owed: unfinished.owed,
    ...measuredUpon(live),
  });
}

/** A table that does not exist any more is covered by nothing, nor is a source. */
function measuredUpon({ sources }: LiveState): Pick<Judged, "covers" | "isPartlyWritten"> {
  const tables = new Map(sources.flatMap((source) => source.tables ?? []).map((table) => [table.id, table]));
  return {
    covers(approved, fresh, owed) {
      if (isOfSource(approved) && sources.some(({ id }) => id === approved.source_id))
        return covers(approved, fresh, owed);
      const table = tables.get(approved.schema_id);
      return table === undefined
        ? { covered: false, differences: ["its table is gone"] }
        : covers(approved, fresh, owed, table.settings);
    },
    isPartlyWritten(approved) {
      const table = tables.get(approved.schema_id);
      return table !== undefined && isPartlyWritten(approved, table.settings);
    },
  };
}

const approvedIn = ({ items, unplanned }: MergedJudgement): readonly ApprovedItem[] => [
  ...items.flatMap((judged) => (judged.covered ? [{ item: judged.approved, pull: judged.by }] : [])),
  ...unplanned,
];

/** What a fresh plan finds in the way stands above every approval. */
const refusedIn = ({ items }: Judgement, plan: Plan): ApplyOutcome["refused"] => [
  ...[...items, ...blockedItems(changesOf(plan), null)].flatMap((judged) =>
    judged.covered ? [] : [{ address: judged.item.address, pull: judged.pull, refusals: judged.refusals }],
  ),
  ...plan.problems.map((problem) => ({ address: problem.address, pull: null, refusals: [blocked(problem)] })),
];
