import type { Move } from "../rows/move.js";
import type { IncrementalFieldType, SyncType } from "../state.js";

/** What moves on by itself: at most one run of a schema, as the schedules of the server skip what overlaps. */
export type Runs = Map<string, Run>;

export type Run =
  /** Asked for; its job does not exist yet. A stranded one loses its workflow as soon as the job is there. */
  | { readonly phase: "queued"; readonly until: number; readonly stranded?: boolean }
  /** Its job is Running. */
  | { readonly phase: "running"; readonly until: number; readonly jobId: string; readonly reads: Reads }
  /** Its workflow was asked to stop and is closing: it still holds the place of the next run. */
  | {
      readonly phase: "stopping";
      readonly until: number;
      readonly jobId: string;
      readonly error: string;
      /** What it had written by then, where the table has rows. */
      readonly part?: { readonly move: Move; readonly count: number };
    };

/**
 * What a run does, fixed when it begins: a change of the cursor during a run is overwritten by that run's end, as on the server.
 */
export interface Reads {
  readonly syncType: SyncType | null;
  readonly field: string | null;
  readonly fieldType: IncrementalFieldType | null;
  /** The table is replaced by what is read; otherwise rows are merged over it or added to it. */
  readonly replaces: boolean;
  /** Everything is read, not only what came after the cursor. */
  readonly everything: boolean;
  /** Rows moved. */
  readonly rows: number;
  /** The rows themselves, where the table has them and not only their count. */
  readonly move?: Move;
}
