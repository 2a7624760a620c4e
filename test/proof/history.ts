import type { SourceChange } from "../../src/sandbox/start.js";
import { TABLE, SOURCE } from "./place.js";

/**
 * One thing that happens. `row` picks among the rows that are there, whatever their number is, so that a history stays one when
 * parts of it are left out.
 */
export type Event =
  | { readonly kind: "insert" }
  /** a new row whose cursors lie before all others */
  | { readonly kind: "insert-backdated" }
  /** a new row whose cursors lie just below the newest: a transaction that took longer than one that began after it */
  | { readonly kind: "insert-late" }
  /** of which the provider of a webhook says nothing */
  | { readonly kind: "insert-undelivered" }
  | { readonly kind: "update"; readonly row: number }
  /** changes the row and leaves every cursor as it was */
  | { readonly kind: "update-silently"; readonly row: number }
  /** gives it to another tenant: its key of two is another one then */
  | { readonly kind: "move"; readonly row: number }
  | { readonly kind: "delete"; readonly row: number }
  /** the schedule fires, and its run comes to its end */
  | { readonly kind: "run" }
  /** the schedule fires, and its run is still reading when the next thing happens */
  | { readonly kind: "begin" };

type SourceEvent = Exclude<Event, { readonly kind: "run" | "begin" }>;

/** What happens to one table, told by when it happens. */
export interface History {
  readonly before: readonly Event[];
  /** between switching it off and the change; left out where the table was on */
  readonly off: readonly Event[];
  /** while the change is carried out: before its last write that is no probe */
  readonly during: readonly Event[];
  readonly after: readonly Event[];
}

/** A row of the source: `v` is another one after every change. */
export interface Version {
  readonly id: number;
  readonly tenant_id: number;
  readonly v: number;
  readonly created_at: string;
  readonly updated_at: string;
}

/** The rows of the source at a time, and what changed then. */
export interface Moment {
  /** Unix ms */
  readonly at: number;
  readonly rows: readonly Version[];
  readonly wrote?: Version;
  /** the provider of a webhook says nothing of it */
  readonly undelivered?: true;
}

const timeOf = (count: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, count * 60)).toISOString().slice(0, 19);

const CURSORS = {
  insert: timeOf,
  "insert-undelivered": timeOf,
  "insert-late": (count: number) => timeOf(count - 1.5),
  "insert-backdated": () => timeOf(1),
};

/** The source as it goes from change to change: what the oracle knows, and all that it knows. */
export class Source {
  readonly moments: Moment[];
  #count = 10;
  #rows: readonly Version[];

  constructor(at: number) {
    this.#rows = [this.#fresh(1), this.#fresh(2)];
    this.moments = [{ at, rows: this.#rows }];
  }

  get rows(): readonly Version[] {
    return this.#rows;
  }

  /** What the change is to the sandbox; undefined where there is no row that it could happen to. */
  take(event: SourceEvent, at: number): SourceChange | undefined {
    const place = { source_id: SOURCE, table: TABLE };
    if (
      event.kind === "insert" ||
      (event.kind !== "update" && event.kind !== "update-silently" && event.kind !== "move" && event.kind !== "delete")
    ) {
      const row = this.#fresh(this.#count + 1);
      const cursor = CURSORS[event.kind](row.v);
      const made = { ...row, created_at: cursor, updated_at: cursor };
      const undelivered = event.kind === "insert-undelivered";
      this.#keep(at, [...this.#rows, made], { wrote: made, ...(undelivered ? { undelivered } : {}) });
      const lost = undelivered ? { event: "order.unknown" } : {};
      return { ...place, ...lost, op: "insert", row: { ...made } };
    }
    const before = this.#rows[event.row % Math.max(1, this.#rows.length)];
    if (before === undefined) return undefined;
    const others = this.#rows.filter((row) => row !== before);
    const where = { id: before.id };
    if (event.kind === "delete") {
      this.#keep(at, others);
      return { ...place, op: "delete", where };
    }
    const v = ++this.#count;
    const after = {
      ...before,
      v,
      ...(event.kind === "update-silently" ? {} : { updated_at: timeOf(v) }),
      ...(event.kind === "move" ? { tenant_id: before.tenant_id + 1 } : {}),
    };
    this.#keep(at, [...others, after], { wrote: after });
    return { ...place, op: "update", where, set: { ...after } };
  }

  #fresh(id: number): Version {
    const v = ++this.#count;
    return { id, tenant_id: 1, v, created_at: timeOf(v), updated_at: timeOf(v) };
  }

  #keep(at: number, rows: readonly Version[], written: Pick<Moment, "wrote" | "undelivered"> = {}): void {
    this.#rows = rows;
    this.moments.push({ at, rows, ...written });
  }
}
