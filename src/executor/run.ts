import type { LimitFunction } from "p-limit";
import type { Owed } from "../model/journal.js";
import type { Job, LiveTable } from "../model/live.js";
import type { ServiceFault } from "../model/fault.js";
import type { Item, Step, StepKind } from "../model/plan.js";
import { isInterrupted, reasonOf, type Reason } from "./fault-text.js";
import type { Beat } from "./beat.js";
import type { JobFeed } from "./job-feed.js";
import type { Clock, Covers, Journal, Limits, Progress, Replan, Stop, Warehouse } from "./ports.js";
import type { TableFeed } from "./table-feed.js";

/** The first wait between two looks, doubling up to the greatest; of long runs with the time they take, up to the calmest. */
export interface Pace {
  readonly firstMs: number;
  readonly maxMs: number;
  readonly calmMs: number;
}

/** What every item of one apply shares. */
export interface World {
  readonly replan: Replan;
  readonly covers: Covers;
  readonly warehouse: Warehouse;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly progress: Progress;
  readonly stop: Stop;
  readonly wait: boolean;
  readonly poll: Pace;
  /** for the runs of one item, all its waits together */
  readonly maxWaitMs: number;
  /** an item has ended: time to say when all will have */
  readonly ended: () => void;
  /** raised by the first billing failure of the target */
  readonly billing: { exhausted: boolean };
}

/** What the items of one source share. */
export interface SourceRun {
  /** one at a time: a source has one webhook and one slot, a patch may make either, and the server locks neither */
  readonly lane: LimitFunction;
  readonly jobs: JobFeed;
  readonly tables: TableFeed;
  /** between two looks at its jobs */
  readonly beat: Beat;
}

/** How far an item is, for those who wait for their turn: its run was asked for, or a job of it was seen. */
export type Milestone = "triggered" | "seen";

/** What an item learns on its way. */
export interface Memo {
  /** the journal holds it: something of it may have been written */
  opened: boolean;
  /** when it was last seen to be what the approval is about, by our own clock: judged, or its write read back */
  judgedAt: number;
  /** the table as last read, unless a run has ended since */
  table?: LiveTable;
  /** the run that proves the item */
  job?: Job;
}

/** One item on its way. */
/** What may happen to one item only so many times. */
export interface Counts {
  /** how many more of its writes PostHog may throw back unread */
  throwsLeft: number;
  /** how often the run that it waits for was asked for again */
  nudges: number;
}

export interface ItemRun {
  readonly world: World;
  readonly source: SourceRun;
  /** the fresh plan's item: its steps, and no others, are carried out */
  readonly item: Item;
  readonly reached: (milestone: Milestone) => void;
  /** when its turn came, by our own clock */
  readonly since: number;
  /** one count, however often the item is judged */
  readonly counts: Counts;
  readonly memo: Memo;
}

/** What the journal holds of this item; undefined before its first write. */
export const recorded = ({ world, item }: Pick<ItemRun, "world" | "item">): Owed | undefined =>
  world.journal.owed().find((owed) => owed.record.id === item.id);

/** `again`: it waited, so the item is judged anew before anything is written. */
export type StepResult =
  { readonly kind: "done" } | { readonly kind: "again" } | { readonly kind: "started" } | Stopped;

/** Why an item goes no further. */
export type Stopped =
  { readonly kind: "interrupted" } | ({ readonly kind: "skipped" } & Reason) | ({ readonly kind: "failed" } & Reason);

export const DONE: StepResult = { kind: "done" };
export const AGAIN: StepResult = { kind: "again" };
export const failed = (reason: Reason): Stopped => ({ kind: "failed", ...reason });
/** A call that a stop kept from leaving is no failure: nothing went out. */
export const failedCall = (fault: ServiceFault): Stopped =>
  isInterrupted(fault) ? { kind: "interrupted" } : failed(reasonOf(fault));

export type StepOf = { readonly [S in Step as S["kind"]]: S };
/** Carries out one kind of step. */
export type Runner<K extends StepKind> = (run: ItemRun, step: StepOf[K]) => Promise<StepResult>;
