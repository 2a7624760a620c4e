import type { PostHog } from "../../adapters/posthog/client.js";
import { apply as carryOut } from "../../executor/apply.js";
import type { Journal } from "../../executor/ports.js";
import type { ApplyOutcome, ApprovedItem } from "../../model/github/apply-record.js";
import type { Guards } from "../../model/github/guards.js";
import type { ItemOutcome } from "../../model/outcome.js";
import type { Item } from "../../model/plan.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { covers } from "../../planner/covers.js";
import { changesOf } from "../../report/verdict.js";
import type { Failure } from "../failure.js";
import { closingPlan, replanUpon } from "../live-plan.js";
import type { Ground, LivePlan } from "../live-plan.js";
import { progressDisplay } from "../progress-display.js";
import { intentOf } from "./unfinished.js";
import { NOT_BEGUN, unwritten } from "./unwritten.js";
import type { World } from "./world.js";

/** What is to be carried out, and upon what. */
export interface Task {
  readonly target: string;
  readonly commit: string;
  /** declared by the commit that was carried out to the end last; null: none yet */
  readonly completedBefore: string | null;
  /** in force */
  readonly guards: Guards;
  readonly ground: Ground & { readonly posthog: PostHog; readonly journal: Journal };
  readonly fresh: LivePlan;
  /** covered by an approval, of now or of earlier */
  readonly approved: readonly ApprovedItem[];
  /** approved earlier and not proved, whether it covers anything now or not */
  readonly standing: readonly ApprovedItem[];
  readonly refused: ApplyOutcome["refused"];
}

export interface Executed {
  readonly outcome: ApplyOutcome;
  /** what was begun */
  readonly approved: readonly ApprovedItem[];
  /** the closing plan was made: without it nobody knows what is left */
  readonly isPlanned: boolean;
  readonly interrupted: boolean;
}

/** Records what is about to begin, carries out the approved items, plans again, and says how it stands. */
export async function execute(world: World, task: Task): Promise<Result<Executed, Failure>> {
  const { ground, approved, refused, target, commit } = task;
  const outcomes = approved.length === 0 ? ok([]) : await begin(world, task);
  if (!outcomes.ok) return outcomes;
  const interrupted = world.context.stop.requested;
  const closing = interrupted ? undefined : await closingPlan(ground);
  const left = closing?.ok === true ? changesOf(closing.value.plan) : undefined;
  const owed = ground.journal.owed();
  const isComplete = left?.length === 0 && refused.length === 0 && owed.length === 0 && outcomes.value.every(isDone);
  return ok({
    approved,
    isPlanned: left !== undefined,
    interrupted,
    outcome: {
      version: 1,
      kind: "outcome",
      target,
      commit,
      completed: isComplete ? commit : task.completedBefore,
      guards: task.guards,
      outcomes: outcomes.value,
      standing: stillStanding(task, outcomes.value, left),
      refused,
      owed,
    },
  });
}

/** An approval stays good for what a later run may still finish or try again, not for what is done or wanted by nobody any more. */
function stillStanding(
  { standing, approved }: Task,
  outcomes: readonly ItemOutcome[],
  left: readonly Item[] | undefined,
): readonly ApprovedItem[] {
  const ended = new Set(outcomes.filter((one) => isDone(one) || isAtRest(one)).map(({ id }) => id));
  const tried = new Set(outcomes.map(({ id }) => id));
  const all = new Map([...standing, ...approved].map((one) => [one.item.id, one]));
  const isWanted = ({ id, schema_id }: Item): boolean =>
    tried.has(id) || left === undefined || left.some((item) => item.schema_id === schema_id);
  return [...all.values()].filter(({ item }) => !ended.has(item.id) && isWanted(item));
}

/** Switched off, for a person to go on: under the same approval the next run would switch it on, and add rows twice. */
const isAtRest = ({ code }: ItemOutcome): boolean => code === "run-overlapped";

export const isDone = ({ state }: ItemOutcome): boolean => state === "applied" || state === "already";

async function begin(world: World, task: Task): Promise<Result<readonly ItemOutcome[], Failure>> {
  const { github, context } = world;
  const { ground, fresh, approved, target, commit } = task;
  const intent = await github.uploadApplyRecord(intentOf(target, commit, approved, ground.journal.owed()));
  if (!intent.known) return err(unwritten(intent, "artifact", NOT_BEGUN));
  context.stop.take();
  const display = progressDisplay(context, {});
  try {
    const outcomes = await carryOut({
      approved: approved.map(({ item }) => item),
      replan: replanUpon(ground, fresh.live),
      covers,
      warehouse: ground.posthog.warehouse,
      journal: ground.journal,
      clock: context.clock,
      limits: ground.posthog,
      progress: display.show,
      stop: context.stop,
      wait: true,
    });
    return ok(outcomes);
  } finally {
    display.end();
  }
}
