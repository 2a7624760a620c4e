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
  /** of which the provider of a webhook says nothing */
  | { readonly kind: "insert-undelivered" }
  | { readonly kind: "update"; readonly row: number }
  /** changes the row and leaves every cursor as it was */
  | { readonly kind: "update-silently"; readonly row: number }
  /** gives it to another tenant: its key of two is another one then */
  | { readonly kind: "move"; readonly row: number }
  | { readonly kind: "delete"; readonly row: number }
  /** the schedule fires */
  | { readonly kind: "run" };

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
}

const timeOf = (count: number): string => new Date(Date.UTC(2026, 0, 1, 0, count)).toISOString().slice(0, 19);

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
  take(event: Exclude<Event, { readonly kind: "run" }>, at: number): SourceChange | undefined {
    const place = { source_id: SOURCE, table: TABLE };
    if (event.kind === "insert" || event.kind === "insert-backdated" || event.kind === "insert-undelivered") {
      const row = this.#fresh(this.#count + 1);
      const made = event.kind === "insert-backdated" ? { ...row, created_at: timeOf(1), updated_at: timeOf(1) } : row;
      this.#keep(at, [...this.#rows, made], made);
      const lost = event.kind === "insert-undelivered" ? { event: "order.unknown" } : {};
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
    this.#keep(at, [...others, after], after);
    return { ...place, op: "update", where, set: { ...after } };
  }

  #fresh(id: number): Version {
    const v = ++this.#count;
    return { id, tenant_id: 1, v, created_at: timeOf(v), updated_at: timeOf(v) };
  }

  #keep(at: number, rows: readonly Version[], wrote?: Version): void {
    this.#rows = rows;
    this.moments.push({ at, rows, ...(wrote === undefined ? {} : { wrote }) });
  }
}
