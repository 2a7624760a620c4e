import type { Job } from "../../src/model/live.js";
import type { LiveSettings } from "../../src/model/settings.js";
import { aTable } from "./change.js";

/** How long a run takes to begin, and then to end. */
const START_MS = 500;
export const RUN_MS = 30_000;

/** The settings that rows are imported under; a watermark of other settings is what an item has to get rid of. */
export const importedUnder = ({ sync_type, incremental_field, primary_key_columns }: LiveSettings): string =>
  [sync_type, incremental_field, primary_key_columns?.join("+")].join(" ");

export interface Ending {
  readonly status: string;
  readonly latest_error: string | null;
}

const COMPLETED: Ending = { status: "Completed", latest_error: null };

interface Run {
  readonly id: string;
  readonly createdAt: number;
  endsAt: number;
  ending: Ending;
  /** it ended, one way or another */
  over: boolean;
  readonly under: string;
  readonly wipes: boolean;
}

/** One table with its sync engine, moved on by whoever looks at it. Times are Unix ms. */
export class FakeTable {
  readonly id: string;
  readonly name: string;
  settings: LiveSettings;
  /** null: no table; otherwise what its rows were imported under since the last wipe */
  rows: readonly string[] | null;
  /** a wipe that waits for the next run */
  wipe = false;
  readonly runs: Run[] = [];
  /** how the next runs end; Completed when there is none left */
  readonly endings: Ending[] = [];
  runMs = RUN_MS;
  /** a patch makes the server wipe and import by itself */
  patchStarts = false;
  #startsAt: number | undefined;

  constructor(id: string, name: string, settings: Partial<LiveSettings> = {}) {
    this.id = id;
    this.name = name;
    this.settings = aTable({ settings }).settings;
    this.rows = [importedUnder(this.settings)];
  }

  advance(now: number): void {
    for (const run of this.runs) if (!run.over && run.endsAt <= now) this.#end(run);
    if (this.#startsAt === undefined || this.#startsAt > now) return;
    this.begin(this.#startsAt);
    this.advance(now);
  }

  /** A run that a schedule, or an earlier trigger, begins. */
  begin(at: number): void {
    this.#startsAt = undefined;
    const ending = this.endings.shift() ?? COMPLETED;
    this.runs.push({
      id: `${this.name}-${this.runs.length + 1}`,
      createdAt: at,
      endsAt: at + this.runMs,
      ending,
      over: false,
      under: importedUnder(this.settings),
      wipes: this.wipe,
    });
  }

  /** The overlap policy is "skip": in the middle of a run it comes to nothing. */
  trigger(now: number): void {
    if (this.isBusy()) return;
    this.#startsAt = now + START_MS;
  }

  /** Its last run failed, and PostHog switched it off. */
  fail(now: number): void {
    this.begin(now - 60_000);
    this.cancel(now - 30_000, "column does not exist");
  }

  /** The trigger came to nothing. */
  drop(): void {
    this.#startsAt = undefined;
  }

  isBusy(): boolean {
    return this.#startsAt !== undefined || this.runs.some((run) => !run.over);
  }

  cancel(now: number, latest_error: string): void {
    for (const run of this.runs)
      if (!run.over) Object.assign(run, { over: true, endsAt: now, ending: { status: "Failed", latest_error } });
  }

  write(body: Partial<LiveSettings>, now: number): void {
    if (body.should_sync === false && this.settings.should_sync === true)
      this.cancel(now, "Sync stopped because syncing was turned off");
    this.settings = { ...this.settings, ...body };
    if (!this.patchStarts) return;
    this.wipe = true;
    this.trigger(now);
  }

  jobs(): readonly Job[] {
    return this.runs
      .map((run) => ({
        id: run.id,
        schema_id: this.id,
        created_at: new Date(run.createdAt).toISOString(),
        finished_at: run.over ? new Date(run.endsAt).toISOString() : null,
        status: run.over ? run.ending.status : "Running",
        rows_synced: 10,
        latest_error: run.over ? run.ending.latest_error : null,
      }))
      .toReversed();
  }

  #end(run: Run): void {
    run.over = true;
    if (run.ending.status !== "Completed") return;
    this.rows = run.wipes ? [run.under] : [...new Set([...(this.rows ?? []), run.under])];
    if (run.wipes) this.wipe = false;
  }
}
