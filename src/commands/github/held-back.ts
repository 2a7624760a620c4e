import { heldBack } from "../../approval/guard-refusals.js";
import { guardChanges, guardsOf } from "../../approval/guards.js";
import { leftBehind } from "../../approval/left-behind.js";
import { approvedBy } from "../../approval/unplanned.js";
import type { ApplyOutcome, ApprovedItem } from "../../model/github/apply-record.js";
import type { GuardChange } from "../../model/github/guards.js";
import { covers } from "../../planner/covers.js";
import type { Ground } from "./apply.js";
import type { Executed } from "./execute.js";
import { lastApplied } from "./last-applied.js";
import type { Declarations } from "./walk-facts.js";
import type { World } from "./world.js";

/** What the branch declares to guard the target, and what is not in force. */
export const heldIn = ({ state, walked }: Pick<Ground, "state" | "walked">): readonly GuardChange[] =>
  guardChanges(walked.guards, guardsOf(state, state.policy));

/** The branch names another place for the key than anybody approved. */
export const isTurned = (ground: Ground): boolean => heldIn(ground).some(({ guard }) => guard === "target");

/** Why guards that the branch declares are not in force: what stands against those that brought them, in this walk or in an earlier one. */
export function refusedGuards(ground: Ground): ApplyOutcome["refused"] {
  const held = heldIn(ground);
  const address = ground.target;
  const { judged, unanswered } = ground.walked;
  // What such a pull request tightens is in force, which is no reason to be silent about it.
  const lost = judged.filter(({ judgement }) => judgement.guards === "stricter");
  if (held.length === 0) return lost.map(({ judgement: { pull, refusals } }) => ({ address, pull, refusals }));
  const brought = [
    ...judged
      .filter(({ candidate: { change }, judgement }) => change.guards.length > 0 && judgement.refusals.length > 0)
      .map(({ judgement: { pull, refusals } }) => ({ address, pull, refusals })),
    ...unanswered
      .filter(({ guards }) => guards.length > 0)
      .map(({ refusal, guards }) => ({
        address,
        pull: null,
        refusals: [{ ...refusal, remedy: leftBehind(guards) }],
      })),
  ];
  return brought.length > 0 ? brought : [{ address, pull: null, refusals: [heldBack(held)] }];
}

/** What pull requests without fault bring by themselves: the walk does not come by here again. */
const approvedUnseen = ({ walked, unfinished }: Ground): readonly ApprovedItem[] =>
  walked.judged.flatMap((pull) => approvedBy({ ...unfinished, covers }, pull));

/** Nothing is asked of PostHog, so nobody knows what is left: all that stood stands, and all that was approved since. */
export async function heldBackWhole(world: World, declared: Declarations, ground: Ground): Promise<Executed> {
  const { target, branch, history, walked, unfinished } = ground;
  const standing = new Map([...unfinished.standing, ...approvedUnseen(ground)].map((one) => [one.item.id, one]));
  const applied = await lastApplied(world, declared, history, branch.tip, target);
  return {
    approved: [],
    isPlanned: false,
    interrupted: false,
    outcome: {
      version: 1,
      kind: "outcome",
      target,
      commit: branch.tip,
      completed: applied?.commit ?? null,
      guards: walked.guards,
      outcomes: [],
      standing: [...standing.values()],
      refused: refusedGuards(ground),
      owed: unfinished.owed,
    },
  };
}
