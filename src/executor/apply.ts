import pLimit from "p-limit";
import type { Item } from "../model/plan.js";
import type { ItemOutcome } from "../model/outcome.js";
import { carryOut, type Rest } from "./carry-out.js";
import { beat } from "./beat.js";
import { forecasting } from "./forecast.js";
import { gatherMs } from "./gather.js";
import { jobFeed } from "./job-feed.js";
import { queues, type Queue } from "./order.js";
import { tableFeed } from "./table-feed.js";
import type { Milestone, Pace, SourceRun, World } from "./run.js";

/** What apply works with: the approved items, the ports, and the functions of the planner that it checks the world with. */
export interface ApplyInput extends Omit<World, "poll" | "maxWaitMs" | "billing" | "ended"> {
  readonly approved: readonly Item[];
  readonly poll?: Pace;
  readonly maxWaitMs?: number;
}

const DEFAULT_PACE: Pace = { firstMs: 1000, maxMs: 15_000, calmMs: 120_000 };
/** Less than the six hours after which GitHub ends a job, and more than twice the wait for a run that never begins. */
const MAX_WAIT_MS = 5 * 3_600_000;
const SOURCES_AT_ONCE = 4;
/**
 * Items of one source that are being written; those that await their runs do not count. They share their looks, so more of
 * them cost fewer requests; and the last has to wait for all the others before it is written.
 */
const ITEMS_AT_ONCE = 25;

/**
 * Carries out approved items, each checked against a fresh plan of its table, and says how every one of them ended, in the
 * order given. It decides nothing: a step that the fresh plan does not hold is not made.
 *
 * @throws what is a bug, or kills the process, in one item; the others are brought to an end first
 */
export async function apply({
  approved,
  poll = DEFAULT_PACE,
  maxWaitMs = MAX_WAIT_MS,
  ...ports
}: ApplyInput): Promise<readonly ItemOutcome[]> {
  const ended = forecasting(ports, approved.length);
  const world: World = { ...ports, poll, maxWaitMs, ended, billing: { exhausted: false } };
  const limit = pLimit(SOURCES_AT_ONCE);
  const ends = await allOf(queues(approved).map((queue) => limit(applySource, world, queue)));
  const outcomes = new Map(ends.flat());
  return approved.flatMap((item) => outcomes.get(item) ?? []);
}

async function applySource(world: World, queue: Queue): Promise<readonly (readonly [Item, ItemOutcome])[]> {
  const { warehouse, clock } = world;
  const lane = pLimit(1);
  const parts = { warehouse, clock, lane, gatherMs: gatherMs(queue.safe.length + queue.dangerous.length) };
  const source: SourceRun = {
    lane,
    jobs: jobFeed(parts, queue.source_id),
    tables: tableFeed(parts, queue.source_id),
    beat: beat(clock),
  };
  const underway: { readonly item: Item; readonly ended: Promise<ItemOutcome | Rest> }[] = [];

  const carry = async (item: Item, reached: (milestone: Milestone) => void): Promise<ItemOutcome | Rest> => {
    // Two items of one table never overlap.
    await underway.findLast((other) => other.item.schema_id === item.schema_id)?.ended.catch(() => undefined);
    const end = await carryOut(world, source, item, reached);
    return typeof end === "function" ? end : told(world, end);
  };
  /** Starts an item; resolves when the next one may begin. */
  const begin = (item: Item, due: Milestone): Promise<void> =>
    new Promise((resolve) => {
      const goOn = (): void => resolve();
      const ended = carry(item, (milestone) => {
        if (milestone === due) goOn();
      });
      ended.then(goOn, goOn);
      underway.push({ item, ended });
    });

  const limit = pLimit(ITEMS_AT_ONCE);
  await Promise.all(queue.safe.map((item) => limit(begin, item, "triggered")));
  for (const item of queue.dangerous) await begin(item, "seen");

  const ends = await allOf(underway.map(async ({ item, ended }) => [item, await ended] as const));
  const outcomes: (readonly [Item, ItemOutcome])[] = [];
  for (const [item, end] of ends) outcomes.push([item, typeof end === "function" ? told(world, await end()) : end]);
  return outcomes;
}

function told({ progress, ended }: World, outcome: ItemOutcome): ItemOutcome {
  progress({ kind: "done", address: outcome.address, state: outcome.state, message: outcome.message });
  ended();
  return outcome;
}

/** All of them to their end, and only then the first exception: nothing goes on writing behind the caller's back. */
async function allOf<T>(promises: readonly Promise<T>[]): Promise<readonly T[]> {
  const settled = await Promise.allSettled(promises);
  return settled.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
}
