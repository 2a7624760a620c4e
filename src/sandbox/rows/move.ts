import type { CdcTableMode, CursorValue } from "../state.js";
import type { Row } from "./row.js";
import type { Change } from "./source-rows.js";

/** What one run moves, fixed when it begins: the source is read at that moment. */
export interface Move {
  /** The table is emptied before the first write. */
  readonly wipes: boolean;
  readonly write: Write;
  /** Stored only once the run has completed: until then another one begins from the same place. */
  readonly after: Progress;
}

export type Write =
  | { readonly kind: "append"; readonly rows: readonly Row[] }
  | { readonly kind: "merge"; readonly rows: readonly Row[]; readonly key: readonly string[] }
  /** The same, and the history begins anew where the mode has one. */
  | {
      readonly kind: "snapshot";
      readonly rows: readonly Row[];
      readonly key: readonly string[];
      readonly mode: CdcTableMode;
    }
  | {
      readonly kind: "changes";
      readonly changes: readonly Change[];
      readonly key: readonly string[];
      readonly mode: CdcTableMode;
    }
  /** Merges rows that were delivered, and takes them out of the buffer. */
  | { readonly kind: "deliveries"; readonly rows: readonly Row[]; readonly key: readonly string[] };

export type Progress =
  | { readonly kind: "watermark"; readonly value: CursorValue | null }
  | { readonly kind: "transaction"; readonly xid: number }
  | { readonly kind: "log"; readonly position: string }
  | { readonly kind: "none" };

/** How many rows or changes the whole of it moves. */
export const sizeOf = ({ write }: Move): number => (write.kind === "changes" ? write.changes : write.rows).length;
