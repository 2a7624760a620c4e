import type { Effect } from "./effect.js";
import type { Item, Step } from "./plan.js";

/** The whole item as recorded durably before its first write. */
export type RecordedItem = Pick<
  Item,
  | "id"
  | "hash"
  | "address"
  | "source_id"
  | "schema_id"
  | "table"
  | "from"
  | "to"
  | "strategy"
  | "steps"
  | "should_sync_before"
  | "resumes"
> & { readonly effect: Effect; readonly codes: readonly string[] };

/** What stands before a write or trigger goes out: enough to recognise its run later. */
export interface Intent {
  readonly event: "intent";
  readonly item: string; // item id
  readonly step: Step["kind"];
  /** the newest job of the table before the step; null: none */
  readonly newest_job: string | null;
}

/** The server took the step. `server_time` is the answer's Date header in Unix ms: only the server's clock is ever compared. */
export interface Ack {
  readonly event: "ack";
  readonly item: string;
  readonly step: Step["kind"];
  readonly server_time: number;
}

/** A step's aim was seen: a run Completed, a read-back agreed. */
export interface Proof {
  readonly event: "proof";
  readonly item: string;
  readonly step: Step["kind"];
  readonly job: string | null;
}

/**
 * Nothing is owed any more: everything proved, superseded by a later item, given up by consent, or brought to rest because a run
 * came between: then it is for a person to go on, and the same approval does not.
 */
export type Closed = { readonly event: "closed"; readonly item: string } & (
  | {
      readonly why: "proved" | "overlapped";
      /** hash of the item that was approved; what was left of it to carry out may have been less */
      readonly approved: string;
    }
  | { readonly why: "superseded" | "given-up" }
);

export interface Opened {
  readonly event: "opened";
  readonly item: string;
  readonly record: RecordedItem;
}

export type JournalEntry = Opened | Intent | Ack | Proof | Closed;

/** How far one step got. */
export interface StepMark {
  readonly step: Step["kind"];
  readonly reached: "intent" | "ack" | "proof";
  readonly newest_job: string | null;
  readonly server_time: number | null;
}

/** An item that was begun and is not proved: planner input. */
export interface Owed {
  readonly record: RecordedItem;
  /** one mark a step kind, the furthest it got */
  readonly marks: readonly StepMark[];
}

/** An approved item whose run was seen, or one that a run has overlapped. It stands until another item changes one of its fields. */
export interface ProvedItem {
  readonly hash: string;
  readonly schema_id: string;
  readonly fields: readonly string[];
}

/** What a journal amounts to. */
export interface Ledger {
  /** item id → what it owes, in the order of opening */
  readonly open: Map<string, Owed>;
  /** hash → item, of those that asked for a run */
  readonly proved: Map<string, ProvedItem>;
}
