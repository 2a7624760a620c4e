import type { Owed } from "../journal.js";
import type { ItemOutcome } from "../outcome.js";
import type { Item } from "../plan.js";
import type { Guards } from "./guards.js";
import type { Refusal } from "./refusal.js";

export const APPLY_RECORD_VERSION = 1;

/** An item that may be carried out, and which pull request's approval covers it. */
export interface ApprovedItem {
  readonly item: Item;
  readonly pull: number;
}

/**
 * What an apply run is about to begin, recorded before its first write. If no outcome of that run follows, each of these items
 * may have got anywhere. A run says first of all that it begins, by one without items: only then does it read what others left.
 */
export interface ApplyIntent {
  readonly version: typeof APPLY_RECORD_VERSION;
  readonly kind: "intent";
  readonly target: string;
  /** the commit that the run carries out */
  readonly commit: string;
  readonly approved: readonly ApprovedItem[];
  /** what earlier runs left unfinished */
  readonly owed: readonly Owed[];
}

/** How an apply run ended: audit, journal and the start of the next walk. */
export interface ApplyOutcome {
  readonly version: typeof APPLY_RECORD_VERSION;
  readonly kind: "outcome";
  readonly target: string;
  /** walked up to and with this commit */
  readonly commit: string;
  /** whose declaration was carried out to the end last; null: none yet */
  readonly completed: string | null;
  /** in force, whatever the commit declares */
  readonly guards: Guards;
  readonly outcomes: readonly ItemOutcome[];
  /** approved here or earlier, and not proved */
  readonly standing: readonly ApprovedItem[];
  readonly refused: readonly {
    readonly address: string;
    readonly pull: number | null;
    readonly refusals: readonly Refusal[];
  }[];
  /** begun and not proved */
  readonly owed: readonly Owed[];
}

export type ApplyRecord = ApplyIntent | ApplyOutcome;
